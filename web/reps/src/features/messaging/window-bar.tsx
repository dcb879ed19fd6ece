import type { CallOutput } from "../../../../client/client.ts";
import { clock } from "../../ui/time.ts";
import classes from "./window-bar.module.css";

type Preview = CallOutput<"previewInvitation">;

/** The hours of the HCP's day in which a message may arrive, and the chosen moment. */
export function WindowBar(props: {
  readonly day: Preview["day"];
  readonly openings: Preview["openings"];
  readonly at: number;
  readonly zone: string;
}) {
  const { day, openings, at, zone } = props;
  const from = Date.parse(day.from);
  const length = Date.parse(day.to) - from;
  const share = (instant: number) => `${Math.min(100, Math.max(0, ((instant - from) / length) * 100))}%`;
  const hours = openings.map((one) => `${clock(one.from, zone)} to ${clock(one.to, zone)}`);
  const words = hours.length === 0 ? "Closed on this day" : hours.join(", ");
  return (
    <div className={classes.window}>
      <div className={classes.bar} aria-hidden>
        {openings.map((one) => (
          <span
            key={one.from}
            className={classes.open}
            style={{
              left: share(Date.parse(one.from)),
              right: `calc(100% - ${share(Date.parse(one.to))})`,
            }}
          />
        ))}
        <span className={classes.now} style={{ left: share(at) }} />
      </div>
      <p className={classes.words} data-closed={hours.length === 0}>
        {words}
      </p>
    </div>
  );
}
