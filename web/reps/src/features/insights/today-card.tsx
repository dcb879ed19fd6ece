import { Paper } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Tone } from "../../ui/chip.tsx";
import classes from "./today-screen.module.css";

/** A list of Today under its own heading. */
export function Card(props: { readonly title: string; readonly all?: string; readonly children: ReactNode }) {
  const { title, all, children } = props;
  return (
    <Paper component="section" className={classes.card} aria-label={title}>
      <div className={classes.cardHead}>
        <h2 className={classes.title}>{title}</h2>
        {all !== undefined && (
          <Link to={all} className={classes.all} aria-label={`All: ${title}`}>
            All
          </Link>
        )}
      </div>
      {children}
    </Paper>
  );
}

/** One line of such a list: what it is, and where it is looked at. */
export function Line(props: {
  readonly icon: Icon;
  readonly tone: Tone;
  readonly to: string;
  readonly hcpId: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { icon: Glyph, tone, to, hcpId, title, children } = props;
  return (
    <li className={classes.line}>
      <span className={classes.mark} data-tone={tone}>
        <Glyph size={16} stroke={1.75} aria-hidden />
      </span>
      <span className={classes.lineWords}>
        <Link to={to} params={{ hcpId } as never} className={classes.lineTitle}>
          {title}
        </Link>
        <span className={classes.lineNote}>{children}</span>
      </span>
    </li>
  );
}
