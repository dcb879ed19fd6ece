import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import type { CallOutput } from "../../../../client/client.ts";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { day } from "../../ui/time.ts";
import classes from "./hcp-consent.module.css";
import { wishWords } from "./wish-words.ts";

/** How the person wants to be written to, in their own words; nothing while everything is as usual. */
export function Wishes({
  hcp,
  wishes,
}: {
  readonly hcp: Hcp;
  readonly wishes: CallOutput<"readConsent">["wishes"];
}) {
  const now = useNow();
  const words = wishWords(wishes, (at) => day(at, { zone: hcp.timeZone, now }));
  if (words.length === 0) return null;
  return (
    <section className={classes.permission} aria-label="Own wishes">
      <IconAdjustmentsHorizontal size={18} stroke={1.75} aria-hidden />
      <span className={classes.words}>
        <span className={classes.label}>How {shortName(hcp)} wants it</span>
        {words.map((line) => (
          <span key={line} className={classes.how}>
            {line}
          </span>
        ))}
        <span className={classes.how}>Every message keeps to it by itself.</span>
      </span>
    </section>
  );
}
