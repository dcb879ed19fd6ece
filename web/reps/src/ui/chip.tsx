import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./chip.module.css";

/** Status colours by meaning; the word and the icon say the same without colour. */
export type Tone = "neutral" | "iris" | "ok" | "wait" | "hold" | "stop" | "heat";

/** A status: icon, word, colour, in this order. */
export function Chip(props: { readonly icon?: Icon; readonly tone?: Tone; readonly children: ReactNode }) {
  const { icon: Glyph, tone = "neutral", children } = props;
  return (
    <span className={classes.chip} data-tone={tone}>
      {Glyph !== undefined && <Glyph size={14} stroke={1.75} aria-hidden />}
      {children}
    </span>
  );
}

/** A version's number: `v2.0`. */
export function VersionChip({ children }: { readonly children: ReactNode }) {
  return <span className={classes.version}>{children}</span>;
}
