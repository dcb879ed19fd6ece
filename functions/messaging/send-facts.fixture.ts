import { profileOf } from "../../shared/model/country-profiles.ts";
import { VersionId } from "../../shared/model/ids.ts";
import type { SendFacts } from "./send-gate.ts";

/** A Wednesday in Dublin at 10:00. */
export const WEDNESDAY = Date.parse("2026-11-18T10:00:00.000Z");

export const VERSION = VersionId.parse("ver_01JD0000000000000000000001");

/** Facts about an HCP in Dublin whom everything allows to be written to. */
export function goodFacts(change: Partial<SendFacts> = {}): SendFacts {
  return {
    channel: "email",
    profile: profileOf("IE"),
    providerReady: true,
    senderTerritories: ["IE-01"],
    hcp: { status: "active", territory: "IE-01", timeZone: "Europe/Dublin" },
    address: { kind: "known", suppressed: false, zones: [] },
    consent: { granted: true, words: "" },
    content: [{ versionId: VERSION }],
    assemblyProblems: [],
    freeText: "none",
    touches: [],
    visits: { kind: "unknown" },
    undelivered: [],
    caseOpen: false,
    ...change,
  };
}
