import { type ReactNode, useId } from "react";
import classes from "./panel.module.css";

/** A card of a screen: a heading, a line beside it, actions, content. */
export function Panel(props: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly "aria-label"?: string;
}) {
  const { title, note, actions, children } = props;
  const heading = useId();
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <header className={classes.head}>
        <div className={classes.words}>
          <h2 className={classes.title} id={heading}>
            {title}
          </h2>
          {note !== undefined && <span className={classes.note}>{note}</span>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
