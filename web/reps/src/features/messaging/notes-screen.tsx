import { useCall } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { NoteCard } from "./note-card.tsx";
import classes from "./notes.module.css";
import { SuspendedReps } from "./suspended-reps.tsx";

/** What reps typed into messages and compliance has to look at, the most urgent first. */
export function Screen() {
  const notes = useCall("listNotes", { query: { limit: 100 } }, { every: 30_000 });
  return (
    <>
      <PageHead title="Notes" aside="What reps typed into messages, before and after they left">
        <LinkButton to="/words">Restricted words</LinkButton>
      </PageHead>
      <Await
        of={notes}
        skeleton={<Rows count={4} height={160} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <EmptyLine>Nothing waits. What the checks refuse never gets here.</EmptyLine>,
        }}
      >
        {({ items }) => (
          <ul className={classes.list}>
            {items.map((item) => (
              <li key={item.messageId}>
                <NoteCard item={item} />
              </li>
            ))}
          </ul>
        )}
      </Await>
      <SuspendedReps />
    </>
  );
}
