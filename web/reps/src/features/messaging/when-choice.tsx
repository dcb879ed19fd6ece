import { TextInput } from "@mantine/core";
import { IconBolt, IconClock } from "@tabler/icons-react";
import { useState } from "react";
import type { Hcp } from "../../app/hcp.tsx";
import { clock } from "../../ui/time.ts";
import classes from "./compose-screen.module.css";
import { OptionCard } from "./option-card.tsx";
import type { Composing } from "./use-composing.ts";
import { instantOf, wallTimeOf } from "./wall-time.ts";
import { WindowBar } from "./window-bar.tsx";

const HOUR = 3_600_000;

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

/** The next full hour that is at least an hour away. */
function nextHour(now: number): string {
  return new Date(Math.ceil((now + HOUR) / HOUR) * HOUR).toISOString();
}

function LaterFields(props: {
  readonly at: string;
  readonly zone: string;
  readonly now: number;
  readonly onChange: (at: string) => void;
}) {
  const { at, zone, now, onChange } = props;
  const [typed, setTyped] = useState(() => wallTimeOf(Date.parse(at), zone));
  const instant = instantOf(typed, zone);
  const past = instant !== undefined && instant <= now;
  const set = (next: typeof typed) => {
    setTyped(next);
    const wished = instantOf(next, zone);
    if (wished !== undefined) onChange(new Date(wished).toISOString());
  };
  return (
    <div>
      <div className={classes.fields}>
        <TextInput
          type="date"
          aria-label="Day"
          value={typed.day}
          min={wallTimeOf(now, zone).day}
          max={wallTimeOf(now + 90 * 24 * HOUR, zone).day}
          onChange={({ currentTarget }) => set({ ...typed, day: currentTarget.value })}
        />
        <TextInput
          type="time"
          aria-label="Time"
          value={typed.time}
          onChange={({ currentTarget }) => set({ ...typed, time: currentTarget.value })}
        />
      </div>
      {past && (
        <p className={classes.hint} role="status">
          This time has passed; it would leave now.
        </p>
      )}
    </div>
  );
}
