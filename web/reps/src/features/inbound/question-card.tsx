import { type Icon, IconClock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useNow } from "../../app/now.ts";
import { Chip } from "../../ui/chip.tsx";
import { dateTime, dueBy, relative } from "../../ui/time.ts";
import classes from "./texts.module.css";

/** One question: who asked, by when something has to happen, its words where they are there, and what can be done. */
export function QuestionCard(props: {
  readonly name: string;
  /** Leads to the person where the reader may open them. */
  readonly heading?: ReactNode;
  readonly askedAt: string;
  readonly dueAt: string;
  /** What is due: `Answer by`. */
  readonly due: string;
  readonly mark?: { readonly icon: Icon; readonly words: string };
  readonly children: ReactNode;
}) {
  const { name, heading, askedAt, dueAt, due, mark, children } = props;
  const now = useNow();
  const who = name === "" ? "Somebody who is no longer on record" : name;
  return (
    <li>
      <article className={classes.card} aria-label={`Question of ${who}`}>
        <div className={classes.head}>
          <h2>{heading ?? who}</h2>
          <span className={classes.chips}>
            {mark !== undefined && (
              <Chip icon={mark.icon} tone="stop">
                {mark.words}
              </Chip>
            )}
            <Chip icon={IconClock} tone={Date.parse(dueAt) <= now ? "stop" : "wait"}>
              {dueBy(due, dueAt, now)}
            </Chip>
          </span>
        </div>
        <p className={classes.meta}>
          Asked {dateTime(askedAt)}, {relative(askedAt, now)}
        </p>
        {children}
      </article>
    </li>
  );
}
