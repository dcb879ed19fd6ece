import { Button } from "@mantine/core";
import { dateTime } from "../../ui/time.ts";
import { Verdict } from "../../ui/verdict.tsx";
import { difference } from "./arrange-items.ts";
import type { Editing } from "./use-editing.ts";

/** Two people at once: says who saved what, and loses neither side. */
export function Rival({ editing }: { readonly editing: Editing }) {
  const { rival, pieces, rebase, discard } = editing;
  if (rival === undefined) return null;
  const titles = new Map(
    [...pieces, ...rival.pieces].map((piece) => [piece.versionId as string, piece.title]),
  );
  const ids = (list: readonly { readonly versionId: string }[]) => list.map((one) => one.versionId);
  const { added, removed, reordered } = difference(ids(rival.pieces), ids(pieces));
  const named = (list: readonly string[]) => list.map((id) => `“${titles.get(id) ?? ""}”`).join(", ");
  const words = [
    added.length > 0 && `yours adds ${named(added)}`,
    removed.length > 0 && `yours has no ${named(removed)}`,
    reordered && "yours has another order",
  ].filter((part) => part !== false);
  const when = rival.changedAt === undefined ? "" : ` ${dateTime(rival.changedAt)}`;
  return (
    <Verdict
      kind="DELAY"
      heading={`${rival.changedBy ?? "Somebody"} saved this page${when}`}
      next={
        <>
          <Button onClick={rebase}>Keep mine</Button>
          <Button onClick={discard}>Take theirs</Button>
        </>
      }
    >
      Your changes are still here: {words.length === 0 ? "both show the same" : words.join("; ")}.
    </Verdict>
  );
}
