import type { ConsentAnswer, ConsentEvent, ConsentQuery } from "../../shared/model/consent.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { foldConsent } from "./fold.ts";
import { type RecordsTable, readConsentLog } from "./store.ts";

/** A person's consent as it stood at `rev`; ask as many questions of it as needed. */
export interface ConsentHead {
  /** Pass it to `consentUnchangedPart`, so that the answer still holds when the effect happens. */
  readonly rev: number;
  readonly events: readonly ConsentEvent[];
  covers(query: ConsentQuery & { readonly now: Instant }): ConsentAnswer;
}

/** Reads a person's consent: one Query, strongly consistent. */
export async function consentHead(deps: RecordsTable, hcpId: HcpId): Promise<ConsentHead> {
  const { rev, events } = await readConsentLog(deps, hcpId);
  return { rev, events, covers: ({ now, ...query }) => foldConsent(events, query, now) };
}
