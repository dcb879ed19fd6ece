import type { TerritoryInsights } from "../../../../../shared/contracts/insights.ts";

type Week = TerritoryInsights["territories"][number]["weeks"][number];

/** What became of the messages of some weeks. Visits are absent where too few people were written to. */
export interface Sums {
  readonly people: number;
  readonly attempted: number;
  readonly delivered: number;
  readonly bounced: number;
  readonly visited: number | undefined;
  readonly visitors: number | undefined;
  /** Messages delivered in the weeks whose visits are known: what visits may be compared with. */
  readonly comparable: number;
  /** People written to in those weeks. */
  readonly comparablePeople: number;
  /** Requests of links: all, by machines, and where visits are known by people and of nobody knows whom. */
  readonly raw: number;
  readonly machine: number;
  readonly human: number | undefined;
  readonly unknown: number | undefined;
}

/** Adds weeks. A week whose visits are kept back adds nothing to either side of a rate of visits. */
export function sumOf(weeks: readonly Week[]): Sums {
  const add = (pick: (week: Week) => number, of = weeks) => of.reduce((sum, week) => sum + pick(week), 0);
  const open = weeks.filter(({ visited }) => visited !== undefined);
  const known = open.length > 0;
  return {
    people: add(({ people }) => people),
    attempted: add(({ attempted }) => attempted),
    delivered: add(({ delivered }) => delivered),
    bounced: add(({ bounced }) => bounced),
    visited: known ? add(({ visited }) => visited ?? 0, open) : undefined,
    visitors: known ? add(({ visitors }) => visitors ?? 0, open) : undefined,
    comparable: add(({ delivered }) => delivered, open),
    comparablePeople: add(({ people }) => people, open),
    raw: add(({ raw }) => raw),
    machine: add(({ machine }) => machine),
    human: known ? add(({ human }) => human ?? 0, open) : undefined,
    unknown: known ? add(({ unknown }) => unknown ?? 0, open) : undefined,
  };
}
