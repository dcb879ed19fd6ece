import type { ConsentState } from "../../../../../shared/model/consent.ts";
import { CONSENT_WORDS } from "../../ui/consent-words.ts";
import classes from "./hcp-list.module.css";

/** A permission in a list: icon and word, the colour third; `none` says what is missing where nothing can be sent to. */
export function PermissionMark({
  state,
  none,
}: {
  readonly state: ConsentState | undefined;
  readonly none: string;
}) {
  if (state === undefined) return <span className={classes.none}>{none}</span>;
  const { word, icon: Glyph, tone } = CONSENT_WORDS[state];
  return (
    <span className={classes.mark} data-tone={tone}>
      <Glyph size={16} stroke={1.75} aria-hidden />
      {word}
    </span>
  );
}
