import { TextInput } from "@mantine/core";
import { useState } from "react";
import classes from "./compose-screen.module.css";
import { instantOf, wallTimeOf } from "./wall-time.ts";

const HOUR = 3_600_000;

/** The next full hour that is at least an hour away. */
export function nextHour(now: number): string {
  return new Date(Math.ceil((now + HOUR) / HOUR) * HOUR).toISOString();
}

/** Day and time on the clock of a zone. */
export function LaterFields(props: {
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
