import type { Channel } from "../../shared/model/channel.ts";
import type { CountryProfile } from "../../shared/model/country-profile.ts";
import { type Hcp, nameInMails } from "../../shared/model/hcp.ts";
import type { Sha256, UserId } from "../../shared/model/ids.ts";
import { noteWords, type RestrictedWords } from "../../shared/model/restricted-words.ts";
import type { NoteReview, TemplateIn, WordingWish } from "../../shared/model/template.ts";
import { frameWords, NO_TOKEN } from "../../shared/model/template-frame.ts";
import { type FieldValues, type SaidWords, sayTemplate } from "../../shared/model/template-words.ts";
import type { Instant } from "../../shared/model/time.ts";
import {
  reviewOf,
  typedSlots,
  type WordingProblem,
  wordingProblems,
} from "../../shared/model/wording-lint.ts";
import { inertName } from "../runtime/mail-template.ts";
import {
  findRestrictedWords,
  findTemplateVersion,
  findTypingRight,
  productNames,
  usableTemplate,
} from "../templates/facts.ts";
import { printableName } from "./invitation-words.ts";
import type { RecordsTable } from "./store.ts";

/** With which words a message wishes to leave; absent: with the house's own (invitation-words.ts). */
export interface SayingQuestion {
  readonly channel: Channel;
  readonly sender: { readonly userId: UserId; readonly name: string };
  /** A wish names a template; an order also the bytes that were approved when it was given. */
  readonly wording?: (WordingWish & { readonly sha256?: Sha256 }) | undefined;
  /** What compliance said about the typed text so far. */
  readonly note?: NoteReview | undefined;
}

/** What is known of a message's words: the facts for the gate, and what they were read from. */
export interface Saying {
  readonly template?: TemplateIn<"approved">;
  /** The finished words, with a link that opens nothing. */
  readonly said?: SaidWords;
  /** Why the template cannot be used. */
  readonly wordingProblem?: string;
  readonly freeText: "none" | "clean" | "hold" | "refused";
  readonly problems: readonly WordingProblem[];
  /** What typed text was judged with; the hand-off holds it still. */
  readonly judgedWith?: RestrictedWords;
}

export interface SayingDeps extends RecordsTable {
  readonly hcpOrigin: string;
  readonly company: string;
}

const HOUSE_WORDS: Saying = { freeText: "none", problems: [] };

/**
 * Reads and judges the words that a message is to leave with (MLR-12 to MLR-16): the template as it is at this moment, and what
 * was typed by the lists of this moment. Costs nothing where a message leaves with the house's own words.
 */
export async function gatherSaying(
  deps: SayingDeps,
  question: SayingQuestion,
  hcp: Hcp,
  about: { readonly onPage: readonly string[]; readonly profile: CountryProfile | undefined },
  now: Instant,
): Promise<Saying> {
  const { wording, channel, sender } = question;
  if (wording === undefined) return HOUSE_WORDS;
  const version = await findTemplateVersion(deps, wording.versionId);
  if (version === undefined) return { ...HOUSE_WORDS, wordingProblem: "does not exist" };
  const { country, language } = hcp;
  const use = usableTemplate(version, { country, language, channel, now });
  if (!use.usable) return { ...HOUSE_WORDS, wordingProblem: use.reason };
  const template = use.version;
  if (wording.sha256 !== undefined && wording.sha256 !== template.bytesSha256)
    return { ...HOUSE_WORDS, wordingProblem: "not what was approved" };
  const repFreeText = about.profile?.review.repFreeText ?? "off";
  if (repFreeText === "off" && template.slots.length > 0)
    return { ...HOUSE_WORDS, wordingProblem: "not for a country where reps fill nothing" };
  const typed = typedSlots(template, wording.fills).length > 0;
  const [judgedWith, right, products] = typed
    ? await Promise.all([
        findRestrictedWords(deps, country),
        findTypingRight(deps, sender.userId),
        productNames(deps, now),
      ])
    : [undefined, undefined, []];
  const lists = noteWords(language, judgedWith, { channel, onPage: about.onPage, products });
  const rights = { repFreeText, suspended: right?.state === "suspended" };
  const problems = wordingProblems(template, wording.fills, lists, rights);
  const said = sayTemplate(template, valuesFor(deps, hcp, sender.name), wording.fills, hcp.specialty);
  const held = reviewOf(template, wording.fills) === "hold" && question.note?.state !== "released";
  return {
    template,
    said,
    problems,
    freeText: problems.length > 0 ? "refused" : !typed ? "none" : held ? "hold" : "clean",
    ...(judgedWith === undefined ? {} : { judgedWith }),
  };
}

/** What the platform puts into the words. @param link of a text; one that opens nothing where none is minted yet */
export function valuesFor(
  deps: Pick<SayingDeps, "hcpOrigin" | "company">,
  hcp: Hcp,
  repName: string,
  link = `${deps.hcpOrigin}/s/${NO_TOKEN}`,
): FieldValues {
  const { contact, stop, somebody } = frameWords(hcp.language);
  return {
    company: deps.company,
    rep: printableName(repName) ?? contact,
    hcp: inertName(nameInMails(hcp)) ?? somebody,
    contact,
    stop,
    link,
  };
}
