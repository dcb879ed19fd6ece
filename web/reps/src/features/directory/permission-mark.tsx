import type { ConsentState } from "../../../../../shared/model/consent.ts";
import { CONSENT_WORDS } from "../../ui/consent-words.ts";
import classes from "./hcp-list.module.css";

/** A permission in a list: icon and word, the colour third. */
export function PermissionMark({ state }: { readonly state: ConsentState | undefined }) {
  if (state === undefined) return <span className={classes.none}>no address</span>;
  const { word, icon: Glyph, tone } = CONSENT_WORDS[state];
  return (
    <span className={classes.mark} data-tone={tone}>
      <Glyph size={16} stroke={1.75} aria-hidden />
      {word}
    </span>
  );
}
