import { IconMessage2 } from "@tabler/icons-react";
import classes from "./lines.module.css";

/** Stands wherever viewing is shown to a rep. */
export function GuardLine() {
  return (
    <p className={classes.guard}>
      <IconMessage2 size={16} stroke={1.75} aria-hidden />
      Talk about the content. Never about the viewing.
    </p>
  );
}
