import type { ReactNode } from "react";
import classes from "./insights-screen.module.css";
import type { Sums } from "./territory-sums.ts";

/** Human or machine: solid, hatched, outlined, with words. Three counts that are never mixed (INV-11). */
export function ThreeCounts({ counts }: { readonly counts: Sums }) {
  const { human, unknown, raw, machine } = counts;
  const rest = Math.max(0, raw - (human ?? 0) - (unknown ?? 0));
  return (
    <>
      {raw > 0 && (
        <div className={classes.bar}>
          {human !== undefined && human > 0 && <span className={classes.human} style={{ flexGrow: human }} />}
          {unknown !== undefined && unknown > 0 && (
            <span className={classes.unknown} style={{ flexGrow: unknown }} />
          )}
          {rest > 0 && <span className={classes.raw} style={{ flexGrow: rest }} />}
        </div>
      )}
      <dl className={classes.three}>
        <Count name="Human" value={human ?? "–"}>
          {human === undefined
            ? "fewer than five people were written to"
            : "confirmed to be an HCP. All rates use these."}
        </Count>
        <Count name="Unknown" value={unknown ?? "–"}>
          could be either. Used for nothing.
        </Count>
        <Count name="Raw" value={raw}>
          requests of links, of which scanners and previews made {machine}.
        </Count>
      </dl>
    </>
  );
}

function Count(props: {
  readonly name: string;
  readonly value: number | string;
  readonly children: ReactNode;
}) {
  const { name, value, children } = props;
  return (
    <div>
      <dt>{name}</dt>
      <dd className={classes.count}>{value}</dd>
      <dd className={classes.countNote}>{children}</dd>
    </div>
  );
}
