import { AppError } from "../../shared/contracts/errors.ts";
import { canonicalJson } from "../../shared/model/canonical-json.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import type { Wording, WordingWish } from "../../shared/model/template.ts";
import type { Instant } from "../../shared/model/time.ts";
import { sha256 } from "../runtime/hash.ts";
import { type FactsDeps, gatherFacts, type SendQuestion } from "./gather-facts.ts";

/** By what a repeated order is known to wish for the same words. */
export function wishHash({ versionId, fills }: WordingWish): Sha256 {
  return sha256(canonicalJson({ versionId, fills }));
}

/**
 * Judges what somebody typed and chose before anything is stored (MLR-14: on save and on send), and pins it to the bytes that
 * are approved now; undefined for the house's own words.
 * @throws AppError not_allowed with the words in question and the rule (MLR-15)
 */
export async function orderedWords(
  deps: FactsDeps,
  question: SendQuestion,
  now: Instant,
): Promise<Wording | undefined> {
  const { wording } = question;
  if (wording === undefined) return undefined;
  const gathered = await gatherFacts(deps, question, now);
  if (gathered === undefined)
    throw new AppError("not_found", "There is no healthcare professional here for you.");
  const { template, wordingProblem, problems } = gathered.saying;
  if (template === undefined)
    throw new AppError("not_allowed", `The template is ${wordingProblem ?? "gone"}. Choose other words.`, {
      field: "body.wording.versionId",
    });
  const [problem] = problems;
  if (problem !== undefined)
    throw new AppError("not_allowed", problem.words, {
      field: `body.wording.fills.${problem.slot}`,
      errors: problems.map(({ slot, words }) => ({ field: `body.wording.fills.${slot}`, message: words })),
    });
  const { versionId, fills } = wording;
  return { versionId, sha256: template.bytesSha256, fills };
}
