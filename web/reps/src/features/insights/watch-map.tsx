import { VersionChip } from "../../ui/chip.tsx";
import { ChartFrame, LegendKey } from "./chart-frame.tsx";
import classes from "./charts.module.css";
import { Filmstrip } from "./filmstrip.tsx";
import {
  finding,
  lengthOf,
  mainReplay,
  position,
  type Step,
  span,
  stepsOf,
  summary,
  type VersionInsight,
} from "./watch-picture.ts";

const HEIGHT = 72;
/** Marks of time below the picture. */
const MARKS = 5;

/** What one HCP attended to in one film: its frames, and plays of every second below them. */
export function WatchMap({
  insight,
  version,
  who,
}: {
  readonly insight: VersionInsight;
  readonly version: string | undefined;
  readonly who: string;
}) {
  const steps = stepsOf(insight);
  return (
    <ChartFrame
      title={finding(insight)}
      note={
        <>
          {insight.title} {version !== undefined && <VersionChip>{version}</VersionChip>}
        </>
      }
      legend={
        <>
          <LegendKey tone="iris">first time in a visit</LegendKey>
          <LegendKey tone="heat">played again</LegendKey>
        </>
      }
      summary={summary(insight)}
      file={`watch-map-${who}`}
      table={{
        columns: ["Stretch", "Visits in which it was played", "Played again", "Plays"],
        rows: steps.map(({ from, to, first, again }) => [span({ from, to }), first, again, first + again]),
      }}
    >
      <div className={classes.map}>
        <Filmstrip versionId={insight.versionId} seconds={lengthOf(insight)} />
        <Plays insight={insight} steps={steps} />
      </div>
    </ChartFrame>
  );
}

function Plays({ insight, steps }: { readonly insight: VersionInsight; readonly steps: readonly Step[] }) {
  const length = lengthOf(insight);
  const most = Math.max(1, ...steps.map(({ first, again }) => first + again));
  const y = (plays: number) => HEIGHT - (plays / most) * HEIGHT;
  const replay = mainReplay(insight);
  const marks = Array.from({ length: MARKS }, (_, mark) => Math.round((mark * length) / (MARKS - 1)));
  return (
    <>
      <div className={classes.plot}>
        {replay !== undefined && (
          <span className={classes.naming} style={placeOf(replay, length)}>
            {span(replay)}, up to {replay.plays} times
          </span>
        )}
        <span className={classes.most}>
          {most} {most === 1 ? "play" : "plays"}
        </span>
        <svg
          className={classes.plays}
          viewBox={`0 0 ${length} ${HEIGHT}`}
          preserveAspectRatio="none"
          shapeRendering="crispEdges"
          aria-hidden
        >
          {steps.map(({ from, to, first, again }) => (
            <g key={from}>
              <rect
                x={from}
                width={to - from}
                y={y(first)}
                height={HEIGHT - y(first)}
                fill="var(--inv-iris)"
              />
              <rect
                x={from}
                width={to - from}
                y={y(first + again)}
                height={y(first) - y(first + again)}
                fill="var(--inv-heat)"
              />
            </g>
          ))}
          <line
            x1={0}
            x2={length}
            y1={HEIGHT}
            y2={HEIGHT}
            stroke="var(--inv-edge)"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      </div>
      <div className={classes.axis} aria-hidden>
        {marks.map((second, mark) => (
          <span key={second} style={{ left: `${(mark * 100) / (MARKS - 1)}%` }}>
            {position(second)}
          </span>
        ))}
      </div>
    </>
  );
}

/** The name of a stretch stands above it, inside the picture. */
function placeOf({ from, to }: { readonly from: number; readonly to: number }, length: number) {
  return from + to < length
    ? { left: `${(100 * from) / length}%` }
    : { right: `${100 - (100 * to) / length}%` };
}
