import type { Actor } from "../../shared/contracts/audit.ts";
import { canonicalJson } from "../../shared/model/canonical-json.ts";
import type { ConsentActor, ConsentEvent, ConsentScope, ConsentState } from "../../shared/model/consent.ts";
import type { ConsentEventId, HcpId, Sha256 } from "../../shared/model/ids.ts";
import { addMonths, type Instant, instantText } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { type AppendDeps, appendAllParts, type ConsentEntry } from "./append.ts";
import { doiState, foldConsent, isGrant } from "./fold.ts";
import { GRANT_MONTHS } from "./grant-life.ts";
import type { ConsentLog } from "./store.ts";
import { heldUntil } from "./text-hold.ts";

/** Ways that leave something written behind; a call or an import without paper does not. */
const WRITTEN: ReadonlySet<string> = new Set([
  "web_form",
  "paper",
  "e_sign_on_device",
  "doi_button",
  "sms_keyword",
  "letter",
]);

/** How a person stands towards texts to one number. */
export interface TextStanding {
  readonly state: ConsentState;
  /** The request that waits for a YES from this number. */
  readonly pending: ConsentEventId | undefined;
  /** A written permission for this number was on record once: START may bring it back (2.7, step 5). */
  readonly written: boolean;
  /** A person has to decide whether a text was a withdrawal. */
  readonly held: boolean;
}

/** Pure: the standing of a number in a person's log. `brandEntity` is the company in whose name we write. */
export function textStanding(
  events: readonly ConsentEvent[],
  addressHash: Sha256,
  brandEntity: string,
  now: Instant,
): TextStanding {
  const query = { ...SENDING, addressHash, brandEntity } as const;
  const answer = foldConsent(events, query, now);
  const pending = !answer.covered && answer.reason === "pending_doi" ? answer.eventId : undefined;
  return {
    state: answer.covered ? "granted" : answer.reason,
    pending,
    written: writtenScopes(events, addressHash).length > 0,
    held: heldUntil(events, "sms") !== undefined,
  };
}

const SENDING = { channel: "sms", purpose: "promo", dataUse: "send" } as const;

/** The scopes of what was permitted in writing for a number, each once: bringing back does not widen (CON-2). */
function writtenScopes(events: readonly ConsentEvent[], addressHash: Sha256): readonly ConsentScope[] {
  const scopes = events.flatMap((event) => {
    const { channel, dataUse } = event.scope;
    const ofNumber = channel === "sms" && dataUse === "send" && event.scope.addressHash === addressHash;
    return ofNumber && isGrant(event, events) && WRITTEN.has(event.evidence.method) ? [event.scope] : [];
  });
  return [...new Map(scopes.map((scope) => [canonicalJson(scope), scope])).values()];
}

/** What a text, or a decision about one, does to a person's log. */
export type TextAct =
  | { readonly act: "withdraw" }
  /** Only for the number: it is not the person who speaks (CON-3). */
  | { readonly act: "withdraw_number" }
  | { readonly act: "hold"; readonly until: Instant }
  | { readonly act: "resume" }
  | { readonly act: "restore" }
  | {
      readonly act: "confirm";
      readonly requestId: ConsentEventId;
      readonly textVersion: string;
      readonly textSha256: Sha256;
    };

/** Who says it and where the proof is. */
export interface TextProof {
  readonly addressHash: Sha256;
  readonly actor: Extract<ConsentActor, "hcp" | "system" | "privacy_office">;
  readonly method: "sms_keyword" | "reply_nl";
  /** Id of the text that came in. */
  readonly reference: string;
}

/**
 * The parts of a text's effect on one log, as it was read. Refused as `consent_changed` when the log moved: read it anew
 * and decide again. None when there is nothing to add.
 */
export async function textActParts(
  deps: AppendDeps,
  hcpId: HcpId,
  log: ConsentLog,
  act: TextAct,
  proof: TextProof,
  by: Actor,
  now: Instant,
): Promise<readonly TransactPart[]> {
  const entries = entriesOf(log.events, act, proof, now);
  return entries.length === 0 ? [] : (await appendAllParts(deps, hcpId, log, by, entries, now)).parts;
}

/** Pure: the entries of an act. */
export function entriesOf(
  events: readonly ConsentEvent[],
  act: TextAct,
  { addressHash, actor, method, reference }: TextProof,
  now: Instant,
): readonly ConsentEntry[] {
  const evidence = { textVersion: `sms.${act.act}.1`, method, reference } as const;
  const end = instantText(addMonths(now, GRANT_MONTHS));
  switch (act.act) {
    case "withdraw":
      return [{ action: "withdraw", actor, scope: SENDING, evidence }];
    case "withdraw_number":
      return [{ action: "withdraw", actor, scope: { ...SENDING, addressHash }, evidence }];
    case "hold":
      return [{ action: "pause", actor, scope: SENDING, evidence, expiresAt: instantText(act.until) }];
    case "resume":
      return heldUntil(events, "sms") === undefined
        ? []
        : [{ action: "resume", actor, scope: SENDING, evidence }];
    case "restore":
      return writtenScopes(events, addressHash).map((scope) => ({
        action: "grant",
        actor,
        scope,
        evidence,
        expiresAt: end,
      }));
    case "confirm": {
      const request = events.find((event) => event.eventId === act.requestId);
      if (request === undefined || doiState(events, request, now) !== "pending") return [];
      const { textVersion, textSha256, requestId } = act;
      return [
        {
          action: "doi_confirmed",
          actor,
          scope: request.scope,
          evidence: { textVersion, textSha256, method, reference },
          requestId,
          expiresAt: end,
        },
      ];
    }
  }
}
