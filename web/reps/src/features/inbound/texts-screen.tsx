import { useCall } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { TextCard } from "./text-card.tsx";
import classes from "./texts.module.css";

/** Texts from HCPs that wait for a person, the most urgent first. */
export function Screen() {
  const work = useCall("listInboundWork", { query: { limit: 100 } }, { every: 30_000 });
  return (
    <>
      <PageHead title="Texts" aside="What HCPs texted back, and a person has to read" />
      <p className={classes.note}>
        A text that was stopped at a toll-free number is known to the carrier first. It is here within 15
        minutes.
      </p>
      <Await
        of={work}
        skeleton={<Rows count={4} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <EmptyLine>Nothing waits. STOP, HELP and START are answered without you.</EmptyLine>,
        }}
      >
        {({ items }) => (
          <ul className={classes.list}>
            {items.map((item) => (
              <li key={item.inboundId}>
                <TextCard item={item} />
              </li>
            ))}
          </ul>
        )}
      </Await>
    </>
  );
}
