import type { ReactNode } from "react";
import classes from "./lines.module.css";

/** An empty state: one sentence and at most one action. */
export function EmptyLine({
  children,
  action,
}: {
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}
