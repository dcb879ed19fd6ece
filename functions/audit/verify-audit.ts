import type { AuditLink } from "../../shared/contracts/audit.ts";
import { DAY } from "../../shared/model/time.ts";
import { type DayRoot, dayRoot, hashOf, verifyChain } from "./chain.ts";

/** What the table and the archive hold. Links of the table in any order; archived links and roots by day. */
export interface AuditEvidence {
  readonly links: readonly AuditLink[];
  readonly archived: ReadonlyMap<string, readonly AuditLink[]>;
  readonly roots: ReadonlyMap<string, DayRoot>;
  /** Items of the table that are no links, or lie at another place than they say. */
  readonly strangers: readonly Position[];
}

/** A link's place: the chain and the number in it. */
export interface Position {
  readonly chain: string;
  readonly sequence: number;
}

/** One thing that is wrong, where it is, and in words what it means. */
export type AuditFault =
  | { readonly place: "table" | "archive"; readonly at: Position; readonly problem: string }
  | { readonly place: "roots"; readonly at: { readonly day: string }; readonly problem: string };

/** Result of {@link verifyAudit}. `waiting` are links of days that are not sealed and not yet in the archive. */
export interface AuditReport {
  readonly chains: number;
  readonly links: number;
  readonly archived: number;
  readonly waiting: number;
  readonly days: number;
  readonly faults: readonly AuditFault[];
}

const CHAIN_PROBLEM = {
  altered: "its content does not have its hash: it was altered",
  missing: "it is missing",
  not_linked: "it does not carry the hash of the link before it",
} as const;

/**
 * Pure: recomputes everything that proves the audit (INV-10). Every chain of the table; every archived link by itself
 * and against the table, which also shows links cut off a chain's end; every day's root from the archived links and the
 * root before it. A link of a sealed day has to be archived; one of a later day may be on its way.
 */
export function verifyAudit({ links, archived, roots, strangers }: AuditEvidence): AuditReport {
  const chains = byChain(links);
  const archivedLinks = [...archived.values()].flat();
  const copies = new Map(archivedLinks.map((link) => [placeOf(link), link]));
  const missing = links.filter((link) => !copies.has(placeOf(link)));
  const sealed = (link: AuditLink) => roots.has(link.at.slice(0, 10));
  return {
    chains: chains.length,
    links: links.length,
    archived: copies.size,
    waiting: missing.filter((link) => !sealed(link)).length,
    days: roots.size,
    faults: [
      ...strangers.map(
        (at): AuditFault => ({ place: "table", at, problem: "this item is no link of this place" }),
      ),
      ...chains.flatMap(chainFaults),
      ...archiveFaults(archivedLinks, links),
      ...missing.filter(sealed).map((link) => archiveFault(link, "its day is sealed and it is not archived")),
      ...rootFaults(archived, roots),
    ],
  };
}

function byChain(links: readonly AuditLink[]): AuditLink[][] {
  const chains = new Map<string, AuditLink[]>();
  for (const link of links) {
    const chain = chains.get(link.chain);
    if (chain === undefined) chains.set(link.chain, [link]);
    else chain.push(link);
  }
  return [...chains.values()].map((chain) => chain.sort((a, b) => a.sequence - b.sequence));
}

function chainFaults(chain: readonly AuditLink[]): AuditFault[] {
  return verifyChain(chain).map(({ chain: name, sequence, fault }) => ({
    place: "table",
    at: { chain: name, sequence },
    problem: CHAIN_PROBLEM[fault],
  }));
}

/** An altered copy is told apart from one that was rewritten whole and now differs from the table. */
function archiveFaults(archived: readonly AuditLink[], links: readonly AuditLink[]): AuditFault[] {
  const originals = new Map(links.map((link) => [placeOf(link), link]));
  const faults = new Map<string, AuditFault>();
  for (const copy of archived) {
    const original = originals.get(placeOf(copy));
    const problem =
      hashOf(copy) !== copy.hash
        ? CHAIN_PROBLEM.altered
        : original === undefined
          ? "it is archived and not in the table"
          : original.hash === copy.hash
            ? undefined
            : "table and archive hold different links at this place";
    if (problem !== undefined) faults.set(`${placeOf(copy)}|${problem}`, archiveFault(copy, problem));
  }
  return [...faults.values()];
}

function archiveFault({ chain, sequence }: Position, problem: string): AuditFault {
  return { place: "archive", at: { chain, sequence }, problem };
}

function rootFaults(
  archived: AuditEvidence["archived"],
  roots: ReadonlyMap<string, DayRoot>,
): readonly AuditFault[] {
  const days = [...roots.keys()].sort();
  const first = [...archived.keys(), ...days].sort()[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const faults: AuditFault[] = [];
  let previous: string | undefined;
  for (let day = first; day <= last; day = new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)) {
    const held = roots.get(day);
    const expected = dayRoot(day, archived.get(day) ?? [], previous);
    const problem = held === undefined ? "it has no root, but later days have" : rootProblem(held, expected);
    if (problem !== undefined) faults.push({ place: "roots", at: { day }, problem });
    // the root as it is held: one wrong day is named once, not again with every day after it
    previous = held?.root ?? expected.root;
  }
  return faults;
}

function rootProblem(held: DayRoot, expected: DayRoot): string | undefined {
  if (held.previousRoot !== expected.previousRoot) return "its root does not follow from the day before";
  if (held.links !== expected.links)
    return `its root covers ${held.links} links, the archive holds ${expected.links}`;
  return held.root === expected.root ? undefined : "its root does not follow from its archived links";
}

function placeOf({ chain, sequence }: Position): string {
  return `${chain}|${sequence}`;
}
