import type { Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Tone } from "./chip.tsx";
import classes from "./facts.module.css";

/** Dated facts, the evidence under advice. */
export function FactList({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  return (
    <ul className={classes.list} {...(label === undefined ? {} : { "aria-label": label })}>
      {children}
    </ul>
  );
}

/** One fact: icon, sentence, when or from where. With `to` it opens what it rests on. */
export function Fact(props: {
  readonly icon: Icon;
  readonly tone?: Tone;
  readonly children: ReactNode;
  /** Date or source, ready to show. */
  readonly when: string;
  readonly to?: string;
  readonly params?: Readonly<Record<string, string>>;
}) {
  const { icon: Glyph, tone = "neutral", children, when, to, params } = props;
  return (
    <li className={classes.fact}>
      <Glyph className={classes.icon} data-tone={tone} size={16} stroke={1.75} aria-hidden />
      <span className={classes.words}>
        {to === undefined ? (
          children
        ) : (
          <Link to={to} params={params as never} className={classes.link}>
            {children}
          </Link>
        )}
      </span>
      <span className={classes.when}>{when}</span>
    </li>
  );
}
