import { AppError } from "../../shared/contracts/errors.ts";
import type { HcpId, VisitId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { fill } from "../../web/spaces/words/speak.ts";
import type { Words } from "../../web/spaces/words/words.ts";
import { ownGrantsParts } from "../consent/conditions.ts";
import { sha256 } from "../runtime/hash.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";

const ROUNDS = 8;

/** What the HCP ticked on the gate: one permission each, pinned to the sentence beside the box (CON-4). */
export interface TickedChoices {
  readonly uses: readonly ("track_individual" | "share_with_rep")[];
  readonly words: Words;
  readonly rep: string;
}

/**
 * Records what was ticked, before the visit that it is about begins. The same tick again records nothing.
 * @throws AppError conflict when rivals kept winning
 */
export async function recordChoices(
  deps: RecordsTable & { readonly auditTable: string },
  hcpId: HcpId,
  visitId: VisitId,
  { uses, words, rep }: TickedChoices,
  now: Instant,
): Promise<void> {
  const grants = uses.map((dataUse) => ({
    dataUse,
    textSha256: sha256(fill(words.ask[dataUse], { rep })),
  }));
  const given = { textVersion: words.textVersion, reference: visitId };
  for (let round = 0; ; round++) {
    const parts = await ownGrantsParts(deps, hcpId, grants, given, now);
    if (parts.length === 0 || (await transact(deps.tables, parts)).kind === "committed") return;
    if (round >= ROUNDS) {
      throw new AppError("conflict", "Your choices are being changed elsewhere. Try again.");
    }
    await backOff(Math.min(round, 5));
  }
}
