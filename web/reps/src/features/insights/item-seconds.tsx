import { duration } from "../../ui/time.ts";
import { ChartFrame } from "./chart-frame.tsx";
import classes from "./charts.module.css";
import type { VersionInsight } from "./watch-picture.ts";

/** Seconds that each piece held somebody: on screen, and with somebody there. */
export function ItemSeconds({
  versions,
  who,
}: {
  readonly versions: readonly VersionInsight[];
  readonly who: string;
}) {
  const items = [...versions].sort((a, b) => b.activeSeconds - a.activeSeconds);
  const longest = items[0];
  const most = Math.max(1, longest?.activeSeconds ?? 0);
  const title =
    longest === undefined || longest.activeSeconds === 0
      ? "Nothing was looked at for a second"
      : `Longest on ‘${longest.title}’`;
  return (
    <ChartFrame
      title={title}
      note={`${items.length} ${items.length === 1 ? "piece" : "pieces"}`}
      summary="Visible and active seconds. Attention, not agreement."
      file={`active-time-${who}`}
      table={{
        columns: ["Piece", "Opened", "Active seconds", "Played seconds", "Visits"],
        rows: items.map((one) => [
          one.title,
          one.opened,
          Math.round(one.activeSeconds),
          Math.round(one.watchedSeconds),
          one.visits,
        ]),
      }}
    >
      <div className={classes.bars}>
        {items.map((one) => (
          <div key={one.versionId} className={classes.bar}>
            <span>{one.title}</span>
            <span className={classes.barValue}>
              {one.activeSeconds === 0 ? "–" : duration(one.activeSeconds)}
            </span>
            <span className={classes.barTrack}>
              <span
                className={classes.barFill}
                style={{ display: "block", width: `${(100 * one.activeSeconds) / most}%` }}
              />
            </span>
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}
