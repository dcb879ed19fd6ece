import { createHash } from "node:crypto";
import type { AuditLink } from "../../shared/contracts/audit.ts";
import { canonicalJson } from "../../shared/model/canonical-json.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { sha256 } from "../runtime/hash.ts";

/** What is wrong with a chain, and where. */
export interface ChainFault {
  readonly chain: string;
  readonly sequence: number;
  readonly fault: "altered" | "missing" | "not_linked";
}

const START = "0".repeat(64);

/** Pure: the hash that a link must carry, recomputed from everything else in it. */
export function hashOf(link: AuditLink): Sha256 {
  const { hash: _, ...body } = link;
  return sha256(canonicalJson(body));
}

/** Pure: verifies one chain, given in order of sequence. Every alteration, gap and broken link is named. */
export function verifyChain(links: readonly AuditLink[]): ChainFault[] {
  const faults: ChainFault[] = [];
  let previous = START;
  let expected = 1;
  for (const link of links) {
    const at = { chain: link.chain, sequence: link.sequence };
    if (link.sequence !== expected) faults.push({ ...at, sequence: expected, fault: "missing" });
    else if (link.previousHash !== previous) faults.push({ ...at, fault: "not_linked" });
    if (hashOf(link) !== link.hash) faults.push({ ...at, fault: "altered" });
    previous = link.hash;
    expected = link.sequence + 1;
  }
  return faults;
}

/** The root of a day: covers every link of the day and the root of the day before. */
export interface DayRoot {
  readonly day: string;
  readonly links: number;
  readonly previousRoot: string;
  readonly root: string;
}

/** Pure: the root over a day's link hashes, in the order of chain and sequence so that arrival order does not matter. */
export function dayRoot(
  day: string,
  links: readonly Pick<AuditLink, "chain" | "sequence" | "hash">[],
  previousRoot: string = START,
): DayRoot {
  const unique = new Map(
    links.map((link) => [`${link.chain}|${String(link.sequence).padStart(12, "0")}`, link.hash]),
  );
  const root = createHash("sha256").update(previousRoot);
  for (const [place, hash] of [...unique].sort(([a], [b]) => (a < b ? -1 : 1)))
    root.update(`${place}=${hash}\n`);
  return { day, links: unique.size, previousRoot, root: root.digest("hex") };
}
