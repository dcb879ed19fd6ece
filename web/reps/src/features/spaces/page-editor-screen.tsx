import { Button } from "@mantine/core";
import { IconLock, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { type Hcp, shortName, useHcp } from "../../app/hcp.tsx";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { dateTime, duration } from "../../ui/time.ts";
import { OrderedItems } from "./ordered-items.tsx";
import classes from "./page-editor-screen.module.css";
import { PageLook } from "./page-look.tsx";
import { PiecePicker } from "./piece-picker.tsx";
import { PieceWords } from "./piece-words.tsx";
import { Rival } from "./rival.tsx";
import { type Editing, useEditing } from "./use-editing.ts";

/** The API takes this many pieces: a visit has two minutes. */
const MOST_PIECES = 20;

/** What is on an HCP's page, in which order, and how it looks to them. */
export function Screen() {
  const hcp = useHcp();
  const editing = useEditing(hcp.hcpId);
  return (
    <Await of={editing.space} skeleton={<Rows count={4} height={60} />}>
      {() => <Editor hcp={hcp} editing={editing} />}
    </Await>
  );
}

function Editor({ hcp, editing }: { readonly hcp: Hcp; readonly editing: Editing }) {
  const { pieces, changed, set, space } = editing;
  const mayEdit = useHasRole("rep");
  const [picking, setPicking] = useState(false);
  const byId = new Map(pieces.map((piece) => [piece.versionId as string, piece]));
  const seconds = pieces.reduce((sum, piece) => sum + (piece.seconds ?? 0), 0);
  const closed = pieces.filter((piece) => piece.reason !== undefined);
  const changedAt = space.data?.changedAt;
  const add = (
    <Button leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => setPicking(true)}>
      Add from library
    </Button>
  );
  return (
    <div className={classes.editor}>
      <section className={classes.content} aria-labelledby="on-page">
        <div className={classes.head}>
          <div>
            <h2 id="on-page" className={classes.title}>
              On the page
              {seconds > 0 && <span className={classes.total}> · {duration(seconds)} in all</span>}
            </h2>
            {changedAt !== undefined && (
              <p className={classes.meta}>
                Saved {dateTime(changedAt)}
                {space.data?.changedBy !== undefined && ` by ${space.data.changedBy}`}
              </p>
            )}
          </div>
          {mayEdit && pieces.length > 0 && add}
        </div>
        {editing.rival !== undefined && <Rival editing={editing} />}
        {pieces.length === 0 ? (
          <EmptyLine action={mayEdit && add}>
            The page is empty. Choose what {shortName(hcp)} finds there.
          </EmptyLine>
        ) : mayEdit ? (
          <OrderedItems
            label="Pieces on the page, in order"
            items={pieces.map((piece) => ({
              id: piece.versionId,
              name: piece.title === "" ? "A piece that is gone" : piece.title,
              content: <PieceWords piece={piece} />,
            }))}
            onOrder={(ids) => set(ids.flatMap((id) => byId.get(id) ?? []))}
            onRemove={(id) => set(pieces.filter((piece) => piece.versionId !== id))}
            keepReason={
              pieces.length === 1 ? "A page keeps at least one piece. Add another one first." : undefined
            }
          />
        ) : (
          <ol className={classes.plain}>
            {pieces.map((piece) => (
              <li key={piece.versionId}>
                <PieceWords piece={piece} />
              </li>
            ))}
          </ol>
        )}
        <p className={classes.safety}>
          <IconLock size={16} stroke={1.75} aria-hidden />
          Safety and prescribing information stand on every page and cannot be removed.
        </p>
        {mayEdit && <SaveBar editing={editing} blocked={closed.length} />}
      </section>
      <PageLook hcp={hcp} pieces={pieces} changed={changed} />
      <PiecePicker
        hcpId={hcp.hcpId}
        opened={picking}
        onClose={() => setPicking(false)}
        onPage={new Set(pieces.map((piece) => piece.versionId as string))}
        fullReason={
          pieces.length >= MOST_PIECES ? `A page holds ${MOST_PIECES} pieces. Take one off first.` : undefined
        }
        onAdd={(piece) => set([...pieces, piece])}
      />
    </div>
  );
}

function SaveBar({ editing, blocked }: { readonly editing: Editing; readonly blocked: number }) {
  const { changed, save, discard, saving, saveError, rival, pieces } = editing;
  const reason = reasonOf({ changed, blocked, rival: rival !== undefined, empty: pieces.length === 0 });
  return (
    <>
      {saveError !== null && <Problem error={saveError} onRetry={save} />}
      <div className={classes.save}>
        <Button
          variant="filled"
          disabled={reason !== undefined}
          loading={saving}
          aria-describedby="save-note"
          onClick={save}
        >
          Save page
        </Button>
        {changed && <Button onClick={discard}>Discard changes</Button>}
        <p id="save-note" className={classes.meta} role="status">
          {reason ?? "Not saved yet, and kept if you leave. The HCP sees it once it is saved."}
        </p>
      </div>
    </>
  );
}

function reasonOf(state: {
  readonly changed: boolean;
  readonly blocked: number;
  readonly rival: boolean;
  readonly empty: boolean;
}): string | undefined {
  if (state.rival) return "Somebody else saved in between. Choose above first.";
  if (!state.changed) return state.empty ? "Nothing to save yet." : "Everything is saved.";
  if (state.blocked > 0)
    return `${state.blocked === 1 ? "1 piece" : `${state.blocked} pieces`} cannot be shown. Take it off to save.`;
  return undefined;
}
