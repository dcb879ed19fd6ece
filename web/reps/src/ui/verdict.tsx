import { type Icon, IconCircleCheck, IconCircleX, IconClock, IconHourglass } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Tone } from "./chip.tsx";
import classes from "./verdict.module.css";

/** What the gate, a lint or a review says. */
export type VerdictKind = "ALLOW" | "DELAY" | "HOLD" | "DENY";

const LOOKS: Readonly<Record<VerdictKind, { readonly icon: Icon; readonly tone: Tone }>> = {
  ALLOW: { icon: IconCircleCheck, tone: "ok" },
  DELAY: { icon: IconClock, tone: "wait" },
  HOLD: { icon: IconHourglass, tone: "hold" },
  DENY: { icon: IconCircleX, tone: "stop" },
};

/** A verdict in words: heading, why, what next. It speaks when it changes. */
export function Verdict(props: {
  readonly kind: VerdictKind;
  readonly heading: string;
  readonly children?: ReactNode;
  readonly next?: ReactNode;
}) {
  const { kind, heading, children, next } = props;
  const { icon: Glyph, tone } = LOOKS[kind];
  return (
    <div className={classes.verdict} data-tone={tone} role="status">
      <Glyph className={classes.icon} size={20} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        <p className={classes.heading}>{heading}</p>
        {children !== undefined && <p className={classes.why}>{children}</p>}
        {next !== undefined && <div className={classes.next}>{next}</div>}
      </div>
    </div>
  );
}
