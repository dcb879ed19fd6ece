import type { Country } from "../../shared/model/channel.ts";
import type { ConsentMethod, ConsentScope } from "../../shared/model/consent.ts";
import {
  CONSENT_TEXTS,
  type ConsentText,
  findConsentText,
  isActive,
  textLanguage,
  wordingProblems,
} from "../../shared/model/consent-text.ts";
import { isSigned, type Signature } from "../../shared/model/signature.ts";
import { addMonths, type Instant } from "../../shared/model/time.ts";
import { GRANT_MONTHS } from "./grant-life.ts";

/** A grant as somebody brings it, with its proof. */
export interface BroughtGrant {
  readonly scope: Pick<ConsentScope, "channel" | "purpose" | "dataUse">;
  readonly textVersion: string;
  /** Hash of the words as the person read them; pages that we showed have it. */
  readonly textSha256?: string | undefined;
  readonly method: ConsentMethod;
  readonly reference: string;
  readonly signature?: Signature | undefined;
  readonly saidAt?: string | undefined;
}

/** Whom it is about, and what their country asks for. */
export interface EvidenceRules {
  readonly country: Country;
  readonly language: string;
  /** How consent to the channel has to be given; undefined for what belongs to no channel. */
  readonly mode: "opt_in" | "opt_in_promotional_wording" | "written" | undefined;
  /** The hash of the words of a version as shown with this company's name. */
  readonly shownSha256: (textVersion: string) => string | undefined;
}

export type EvidenceProblemKind =
  | "text_unknown"
  | "text_not_active"
  | "text_of_another_language"
  | "text_of_another_use"
  | "wording"
  | "other_words_shown"
  | "method"
  | "signature_missing"
  | "signature_empty"
  | "reference_missing"
  | "not_written"
  | "said_in_the_future"
  | "too_old";

/** Why a grant is no grant: `field` is relative to the evidence, `words` say what to do. */
export interface EvidenceProblem {
  readonly kind: EvidenceProblemKind;
  readonly field: "textVersion" | "textSha256" | "method" | "signature" | "reference" | "saidAt";
  readonly words: string;
}

/** Ways in which somebody else may bring a grant. A person's own acts leave their own proof on our pages. */
const BROUGHT: ReadonlySet<ConsentMethod> = new Set([
  "paper",
  "e_sign_on_device",
  "phone",
  "letter",
  "import",
]);
/** Signed with a hand, as a written consent has to be (domain-rules 2.3, US). */
const WRITTEN: ReadonlySet<ConsentMethod> = new Set(["paper", "e_sign_on_device", "letter", "import"]);

/**
 * Decides whether a grant brings the evidence that its method needs (CON-4); undefined when it does. The text must be
 * approved and active for country and language and speak of exactly this; a signature needs strokes, paper a reference.
 * A withdrawal is never asked for any of this. Pure.
 */
export function evidenceProblem(
  grant: BroughtGrant,
  rules: EvidenceRules,
  now: Instant,
): EvidenceProblem | undefined {
  return textProblem(grant, rules, now) ?? proofProblem(grant, rules) ?? ageProblem(grant, now);
}

function textProblem(grant: BroughtGrant, rules: EvidenceRules, now: Instant): EvidenceProblem | undefined {
  const { country, language } = rules;
  const refused = (kind: EvidenceProblemKind, words: string) =>
    ({ kind, field: "textVersion", words }) as const;
  const text = findConsentText(grant.textVersion);
  if (text === undefined)
    return refused("text_unknown", "There is no approved consent text of this version.");
  if (!isActive(text, country, now))
    return refused("text_not_active", `This consent text is not in use in ${country} today.`);
  if (text.language !== spokenLanguage(country, language, now))
    return refused("text_of_another_language", "This consent text is not in the language of this contact.");
  const { channel, purpose, dataUse } = grant.scope;
  if (text.channel !== channel || text.purpose !== purpose || text.dataUse !== dataUse)
    return refused(
      "text_of_another_use",
      "This consent text is about something else. Take the one for this use.",
    );
  const [problem] = wordingProblems(text);
  if (problem !== undefined) return refused("wording", `This consent text may not be used: ${problem}`);
  const shown = rules.shownSha256(grant.textVersion);
  if (grant.textSha256 !== undefined && grant.textSha256 !== shown)
    return {
      kind: "other_words_shown",
      field: "textSha256",
      words: "The device showed other words than the approved ones. Load the page again and ask anew.",
    };
  return undefined;
}

function proofProblem(grant: BroughtGrant, { mode }: EvidenceRules): EvidenceProblem | undefined {
  const { method, signature, reference } = grant;
  if (!BROUGHT.has(method))
    return { kind: "method", field: "method", words: "Only the contact can permit something in this way." };
  if (mode === "written" && !WRITTEN.has(method))
    return {
      kind: "not_written",
      field: "method",
      words: "Text messages in this country need a written consent: a signature, here or on paper.",
    };
  if (method === "e_sign_on_device") {
    if (signature === undefined)
      return { kind: "signature_missing", field: "signature", words: "The signature is missing." };
    if (!isSigned(signature))
      return {
        kind: "signature_empty",
        field: "signature",
        words: "This is no signature yet. Sign once more.",
      };
    return undefined;
  }
  if (/[\p{L}\d]/u.test(reference)) return undefined;
  const words = {
    paper: "The number of the paper form is missing.",
    import: "The reference to the proof is missing.",
  };
  const said =
    method === "paper" || method === "import"
      ? words[method]
      : "Say where and when it was, and who heard it.";
  return { kind: "reference_missing", field: "reference", words: said };
}

function ageProblem({ saidAt }: BroughtGrant, now: Instant): EvidenceProblem | undefined {
  if (saidAt === undefined) return undefined;
  if (Date.parse(saidAt) > now)
    return {
      kind: "said_in_the_future",
      field: "saidAt",
      words: "The date of the declaration is in the future.",
    };
  if (addMonths(Date.parse(saidAt), GRANT_MONTHS) <= now)
    return { kind: "too_old", field: "saidAt", words: "The declaration is older than 24 months. Ask again." };
  return undefined;
}

/** The language in which somebody is asked: their own where the country has texts in it, else English. */
function spokenLanguage(country: Country, language: string, now: Instant): ConsentText["language"] {
  const own = textLanguage(language);
  return inPerson(country, now).some((text) => text.language === own) ? own : "en";
}

const inPerson = (country: Country, now: Instant) =>
  CONSENT_TEXTS.filter((text) => text.textVersion.startsWith("in-person.") && isActive(text, country, now));

/** What somebody can be asked in person today, in their language, in a fixed order. Pure. */
export function asksFor(country: Country, language: string, now: Instant): readonly ConsentText[] {
  const spoken = spokenLanguage(country, language, now);
  return inPerson(country, now).filter((text) => text.language === spoken);
}
