import { Button, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CallInput, CallOutput } from "../../../../client/client.ts";
import { callKey, useClient } from "../../app/api.tsx";
import { Late } from "../../ui/await.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { ShowOlder } from "../../ui/paged-list.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import classes from "./piece-picker.module.css";
import { PieceWords } from "./piece-words.tsx";
import type { Piece } from "./use-editing.ts";

type Page = CallOutput<"listPieces">;

/** What is approved, to put on the page; what this HCP cannot be shown stays in view with its reason. */
export function PiecePicker(props: {
  readonly hcpId: CallInput<"listPieces">["params"]["hcpId"];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onPage: ReadonlySet<string>;
  /** Why nothing more fits. */
  readonly fullReason?: string | undefined;
  readonly onAdd: (piece: Piece) => void;
}) {
  const { opened, onClose } = props;
  return (
    <Dialog open={opened} onClose={onClose} title="Add from the library" size="lg">
      <Pieces {...props} />
    </Dialog>
  );
}

function Pieces({ hcpId, onPage, fullReason, onAdd }: Parameters<typeof PiecePicker>[0]) {
  const client = useClient();
  const [typed, setTyped] = useState("");
  const library = useInfiniteQuery({
    queryKey: [...callKey("listPieces"), hcpId],
    queryFn: ({ pageParam }) =>
      client.call("listPieces", {
        params: { hcpId },
        query: { limit: 50, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: (page: Page) => page.cursor,
  });
  const wanted = typed.trim().toLocaleLowerCase();
  const pieces = (library.data?.pages.flatMap((page) => page.items) ?? []).filter(
    ({ title, product, code }) =>
      [title, product, code].some((text) => text?.toLocaleLowerCase().includes(wanted)),
  );
  const usable = pieces.filter((piece) => piece.reason === undefined);
  const closed = pieces.filter((piece) => piece.reason !== undefined);
  if (library.data === undefined)
    return library.error !== null ? (
      <Problem error={library.error} onRetry={() => void library.refetch()} />
    ) : (
      <div aria-busy="true">
        <Late>
          <Rows count={6} height={60} />
        </Late>
      </div>
    );
  return (
    <div className={classes.picker}>
      <TextInput
        label="Find"
        placeholder="Title, product or material code"
        data-autofocus
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {fullReason !== undefined && <p className={classes.full}>{fullReason}</p>}
      {usable.length === 0 && <EmptyLine>Nothing approved fits this HCP’s country and language.</EmptyLine>}
      <ul className={classes.list}>
        {usable.map((piece) => {
          const there = onPage.has(piece.versionId);
          return (
            <li key={piece.versionId} className={classes.row}>
              <PieceWords piece={piece} />
              <Button
                className={classes.add}
                aria-label={there ? `${piece.title} is on the page` : `Add ${piece.title}`}
                disabled={there || fullReason !== undefined}
                onClick={() => onAdd(piece)}
              >
                {there ? "On the page" : "Add"}
              </Button>
            </li>
          );
        })}
      </ul>
      {closed.length > 0 && (
        <details className={classes.closed}>
          <summary>
            {closed.length === 1
              ? "1 piece cannot be shown here"
              : `${closed.length} pieces cannot be shown here`}
          </summary>
          <ul className={classes.list}>
            {closed.map((piece) => (
              <li key={piece.versionId} className={classes.row}>
                <PieceWords piece={piece} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <ShowOlder of={library} />
    </div>
  );
}
