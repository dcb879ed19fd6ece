import type { ReactNode } from "react";
import classes from "./phone-frame.module.css";

/** A phone around a preview. `clock` stands in its upper left corner. */
export function PhoneFrame(props: {
  readonly label: string;
  readonly clock?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <figure className={classes.phone} aria-label={props.label}>
      <div className={classes.status} aria-hidden>
        <span>{props.clock}</span>
      </div>
      <div className={classes.screen}>{props.children}</div>
    </figure>
  );
}

/** A page of the HCP site as a phone of 390 px shows it, without script, form or way out. */
export function PhonePage({ address, title }: { readonly address: string; readonly title: string }) {
  return (
    <iframe className={classes.page} src={address} title={title} sandbox="" referrerPolicy="no-referrer" />
  );
}
