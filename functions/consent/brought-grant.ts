import { AppError } from "../../shared/contracts/errors.ts";
import type { Channel } from "../../shared/model/channel.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import { sha256 } from "../runtime/hash.ts";
import { type BroughtGrant, type EvidenceRules, evidenceProblem } from "./check-evidence.ts";
import { shownText } from "./shown-text.ts";

/** What the person's country asks of a grant over a channel. */
export function rulesFor(
  hcp: Pick<Hcp, "country" | "language">,
  channel: Channel | undefined,
  company: string,
): EvidenceRules {
  const { country, language } = hcp;
  return {
    country,
    language,
    mode: channel === undefined ? undefined : profileOf(country)[channel].consent,
    shownSha256: (textVersion) => {
      const text = shownText(textVersion, company);
      return text === undefined ? undefined : sha256(text);
    },
  };
}

/**
 * Lets a grant pass that brings its evidence.
 * @throws AppError not_allowed, naming the field below `prefix` and what to do (CON-4)
 */
export function refuseWithoutEvidence(
  grant: BroughtGrant,
  hcp: Pick<Hcp, "country" | "language">,
  company: string,
  prefix: string,
  now: Instant,
): void {
  const problem = evidenceProblem(grant, rulesFor(hcp, grant.scope.channel, company), now);
  if (problem === undefined) return;
  throw new AppError("not_allowed", problem.words, { field: `${prefix}.${problem.field}` });
}
