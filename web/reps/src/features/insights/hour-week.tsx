import { ChartFrame } from "./chart-frame.tsx";
import classes from "./charts.module.css";
import type { VisitHour } from "./hour-grid.ts";
import { type HourGrid, hourGrid, hoursFinding, OFFICE } from "./hour-grid.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const CELL = 18;
const LEFT = 34;

/** When somebody came, on the clock of their place. */
export function HourWeek(props: {
  readonly hours: readonly VisitHour[];
  readonly zone: string;
  readonly place: string;
  readonly who: string;
}) {
  const { hours, zone, place, who } = props;
  const grid = hourGrid(hours, zone);
  const rows = grid.cells.flatMap((row, day) =>
    row.flatMap((visits, hour) => (visits > 0 ? [[DAYS[day] ?? "", `${hour}:00`, visits] as const] : [])),
  );
  return (
    <ChartFrame
      title={hoursFinding(grid)}
      note={`${place} time`}
      summary="Dashed: Monday to Friday, 8 to 18. It says when, not why."
      file={`visits-by-hour-${who}`}
      table={{ columns: ["Day", "Hour", "Visits"], rows }}
    >
      <Grid grid={grid} />
    </ChartFrame>
  );
}

function Grid({ grid }: { readonly grid: HourGrid }) {
  const { cells, from, to } = grid;
  const hours = Array.from({ length: to - from }, (_, index) => from + index);
  const x = (hour: number) => LEFT + (hour - from) * CELL;
  return (
    <svg className={classes.grid} viewBox={`0 -1 ${x(to) + 4} ${7 * CELL + 22}`} aria-hidden>
      {cells.map((row, day) => (
        <g key={DAYS[day]}>
          <text className={classes.text} x={0} y={day * CELL + 12}>
            {DAYS[day]}
          </text>
          {hours.map((hour) => {
            const visits = row[hour] ?? 0;
            return (
              <g key={hour}>
                <rect
                  x={x(hour)}
                  y={day * CELL}
                  width={CELL - 2}
                  height={CELL - 2}
                  rx={3}
                  fill={visits > 0 ? "var(--inv-iris)" : "var(--inv-sunken)"}
                />
                {visits > 0 && (
                  <text
                    x={x(hour) + 8}
                    y={day * CELL + 12}
                    textAnchor="middle"
                    fontSize={11}
                    fontWeight={600}
                    fill="#fff"
                  >
                    {visits}
                  </text>
                )}
              </g>
            );
          })}
        </g>
      ))}
      <rect
        x={x(OFFICE.from) - 1.5}
        y={-0.5}
        width={(OFFICE.to - OFFICE.from) * CELL + 1}
        height={OFFICE.days * CELL - 1}
        rx={4}
        fill="none"
        stroke="var(--inv-edge)"
        strokeDasharray="3 3"
      />
      {hours
        .filter((hour) => hour % 3 === 0)
        .map((hour) => (
          <text key={hour} className={classes.text} x={x(hour)} y={7 * CELL + 14}>
            {hour}:00
          </text>
        ))}
    </svg>
  );
}
