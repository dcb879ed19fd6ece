import { type ReactNode, useEffect, useRef } from "react";
import { takeFocusRequest } from "./focus-request.ts";
import classes from "./page-head.module.css";

/** Id of the line that says why the main action has to wait. */
export const REASON = "head-reason";

/** Top of a screen: title, a line beside it, and actions (one of them `variant="filled"`). Takes the focus after a change of route. */
export function PageHead(props: {
  readonly title: string;
  /** What the browser's tab says. @default the title */
  readonly documentTitle?: string;
  readonly aside?: ReactNode;
  /** On a phone the actions stand at the thumb, above the bar: for screens longer than one view. @default false */
  readonly dock?: boolean;
  /**
   * Why the main action has to wait: beside the title where there is no other line, on a phone beside the action, which
   * names it by {@link REASON} as its description.
   */
  readonly reason?: string | undefined;
  readonly children?: ReactNode;
}) {
  const { title, documentTitle = title, aside, dock = false, reason, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${documentTitle} · Invito`;
  }, [documentTitle]);
  useEffect(() => {
    if (takeFocusRequest()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className={classes.head}>
      <div className={classes.words}>
        <h1 className={classes.title} ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside !== undefined && <p className={classes.aside}>{aside}</p>}
        {aside === undefined && reason !== undefined && (
          <p id={REASON} className={classes.aside} data-reason={dock || undefined}>
            {reason}
          </p>
        )}
      </div>
      {children !== undefined && (
        <div className={classes.actions} data-dock={dock || undefined}>
          {children}
          {dock && reason !== undefined && (
            <p id={aside === undefined ? undefined : REASON} className={classes.reason}>
              {reason}
            </p>
          )}
        </div>
      )}
    </header>
  );
}
