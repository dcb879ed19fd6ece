import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { useCall } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Block, Rows } from "../../ui/skeletons.tsx";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { neighbour, queueOf } from "./review-checks.ts";
import classes from "./review-desk.module.css";
import { ReviewQueue } from "./review-queue.tsx";
import { Reviewed } from "./reviewed.tsx";
import { useLibrary } from "./use-library.ts";

/** What waits for a signature at the left, the thing itself in the middle, what one has to know at the right. */
export function ReviewDesk({ versionId }: { readonly versionId?: string }) {
  const library = useLibrary();
  return (
    <Await of={library} skeleton={<Rows count={6} height={60} />}>
      {({ versions }) => <Desk queue={queueOf(versions)} chosen={versionId} />}
    </Await>
  );
}

function Desk(props: { readonly queue: ReturnType<typeof queueOf>; readonly chosen: string | undefined }) {
  const { queue, chosen } = props;
  const now = useNow();
  const navigate = useNavigate();
  const list = useRef<HTMLUListElement>(null);
  const open = chosen ?? queue[0]?.versionId;
  const keys = useMemo(() => {
    const go = (step: 1 | -1) => () => {
      const next = neighbour(queue, open ?? "", step);
      if (next !== undefined)
        void navigate({ to: "/review/$versionId", params: { versionId: next.versionId } });
    };
    return { n: go(1), p: go(-1) };
  }, [queue, open, navigate]);
  useListKeys(list, keys);
  if (open === undefined)
    return (
      <>
        <PageHead title="Review desk" />
        <EmptyLine action={<LinkButton to="/library">Open the library</LinkButton>}>
          Nothing waits for a review.
        </EmptyLine>
      </>
    );
  return (
    <div className={classes.desk} data-chosen={chosen !== undefined}>
      <div className={classes.queue}>
        {chosen === undefined && (
          <div className={classes.phoneOnly}>
            <PageHead title="Review desk" />
          </div>
        )}
        <ReviewQueue queue={queue} open={open} now={now} list={list} />
      </div>
      <div className={classes.open}>
        <Opened key={open} versionId={open} next={neighbour(queue, open, 1)?.versionId} />
      </div>
    </div>
  );
}

function Opened({ versionId, next }: { readonly versionId: string; readonly next: string | undefined }) {
  const version = useCall("readVersion", { params: { versionId } }, { every: 20_000 });
  return (
    <Await of={version} skeleton={<Block height={480} />}>
      {(read) => <Reviewed version={read} next={next === versionId ? undefined : next} />}
    </Await>
  );
}
