import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Late } from "./await.tsx";
import classes from "./lines.module.css";
import { Problem } from "./problem.tsx";
import { Rows } from "./skeletons.tsx";

/** A list that arrives page by page, newest first: on its way, not reached, empty, or its items with a button for older ones. */
export function PagedList<Item>(props: {
  readonly of: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Item[] }>>;
  /** Rows that stand for it while it is on its way. */
  readonly rows: number;
  readonly rowHeight: number;
  readonly empty: ReactNode;
  readonly children: (items: readonly Item[]) => ReactNode;
}) {
  const { of: query, rows, rowHeight, empty, children } = props;
  if (query.data === undefined)
    return query.error !== null ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div aria-busy="true">
        <Late>
          <Rows count={rows} height={rowHeight} />
        </Late>
      </div>
    );
  const items = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      {items.length === 0 ? empty : children(items)}
      <ShowOlder of={query} />
    </>
  );
}

/** Brings the next page of a list, newest first; nothing where all of it is there. */
export function ShowOlder(props: {
  readonly of: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
}) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = props.of;
  if (!hasNextPage) return null;
  return (
    <Button className={classes.older ?? ""} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      Show older
    </Button>
  );
}
