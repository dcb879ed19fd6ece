import { IconBolt, IconClock } from "@tabler/icons-react";
import type { Hcp } from "../../app/hcp.tsx";
import { clock } from "../../ui/time.ts";
import classes from "./compose-screen.module.css";
import { LaterFields, nextHour } from "./later-fields.tsx";
import { OptionCard } from "./option-card.tsx";
import type { Composing } from "./use-composing.ts";
import { WindowBar } from "./window-bar.tsx";

/** Now or later, on the HCP's clock, with the hours in which a message may arrive. */
export function WhenChoice({ hcp, composing }: { readonly hcp: Hcp; readonly composing: Composing }) {
  const { draft, change, later, now, preview } = composing;
  const zone = hcp.timeZone;
  const planned = draft.at !== undefined;
  const at = later === undefined ? now : Date.parse(later);
  const place = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>When, on the clock in {place}</legend>
      <OptionCard
        name="when"
        value="now"
        icon={IconBolt}
        label="Now"
        checked={!planned}
        onChoose={() => change({ at: undefined })}
      >
        {clock(now, zone)} there. Half a minute to take it back.
      </OptionCard>
      <OptionCard
        name="when"
        value="later"
        icon={IconClock}
        label="Later"
        checked={planned}
        onChoose={() => change({ at: nextHour(now) })}
      >
        {planned ? "At the day and time below." : "Choose day and time."}
      </OptionCard>
      {draft.at !== undefined && (
        <LaterFields
          key={zone}
          at={draft.at}
          zone={zone}
          now={now}
          onChange={(next) => change({ at: next })}
        />
      )}
      {preview.data !== undefined && (
        <WindowBar day={preview.data.day} openings={preview.data.openings} at={at} zone={zone} />
      )}
    </fieldset>
  );
}
