import type { Channel } from "./channel.ts";
import { foldName } from "./fold-name.ts";
import { gsm7Septets, SMS_PART_SEPTETS, toGsm7 } from "./gsm7.ts";
import type { Slot, SpecialtyWords, TemplateText } from "./template.ts";

/** What the platform puts into a message, by channel. A text holds no name of an HCP (domain-rules 3.2). */
export const FIELDS = {
  sms: ["company", "rep", "link", "stop"],
  email: ["company", "rep", "hcp", "example"],
} as const satisfies Readonly<Record<Channel, readonly string[]>>;
export type Field = (typeof FIELDS)[Channel][number];

/** Without these a text does not say who writes, opens nothing, or cannot be stopped (INV-8, 2.6). */
export const NEEDED_IN_TEXTS = ["company", "link", "stop"] as const satisfies readonly Field[];

/** A stretch of a template: fixed words, a value of the platform, or a place that a rep fills. */
export type Zone =
  | { readonly kind: "locked"; readonly text: string }
  | { readonly kind: "field"; readonly field: string }
  | { readonly kind: "slot"; readonly slot: Slot };

/** Stands for an empty slot until the space before it is gone too; nobody can type it. */
const NOTHING = "\u0000";
const NOTHINGS = new RegExp(` ?${NOTHING}`, "g");

const PLACE = /\{([a-z][a-zA-Z0-9]*)\}/g;

/** Pure: takes a pattern apart. What is neither a slot nor a locked word is a field, known or not. */
export function zonesOf(pattern: string, slots: readonly Slot[]): Zone[] {
  const zones: Zone[] = [];
  let at = 0;
  for (const place of pattern.matchAll(PLACE)) {
    const before = pattern.slice(at, place.index);
    if (before !== "") zones.push({ kind: "locked", text: before });
    const name = place[1] ?? "";
    const slot = slots.find((one) => one.slot === name);
    zones.push(slot === undefined ? { kind: "field", field: name } : { kind: "slot", slot });
    at = place.index + place[0].length;
  }
  if (at < pattern.length) zones.push({ kind: "locked", text: pattern.slice(at) });
  return zones;
}

/** What stands in a message besides the template's own words and the rep's. */
export interface FieldValues {
  readonly company: string;
  /** The rep's name where it can be printed, else {@link contact}. */
  readonly rep: string;
  /** `your contact`: stands for a name that would break a text's one part. */
  readonly contact: string;
  readonly hcp: string;
  /** The whole link of a text. */
  readonly link: string;
  /** `Reply STOP to opt out`, in the text's language. */
  readonly stop: string;
}

type Fills = Readonly<Record<string, string>>;

/** The words of a message, finished. `subject` only of an e-mail. */
export interface SaidWords {
  readonly subject?: string;
  readonly body: string;
}

/**
 * Pure: the words of a message, the same for the composer, the send gate and the message that leaves. An empty slot leaves
 * nothing behind, not even its spaces. A rep's name that would break a text's one part gives way to `contact`.
 */
export function sayTemplate(
  template: Pick<TemplateText, "channel" | "subject" | "body" | "slots" | "specialties" | "example">,
  values: FieldValues,
  fills: Fills,
  specialty?: string,
): SaidWords {
  const { channel, slots } = template;
  const own = wordsFor(template.specialties, specialty);
  const example = own?.example ?? template.example ?? "";
  const say = (pattern: string, rep: string) => {
    const { company, hcp, link, stop } = values;
    const fields: Fills =
      channel === "sms"
        ? { company: toGsm7(company), rep: toGsm7(rep), link, stop }
        : { company, rep, hcp, example };
    return zonesOf(pattern, slots)
      .map((zone) => {
        if (zone.kind === "locked") return zone.text;
        return zone.kind === "field" ? (fields[zone.field] ?? "") : filled(zone.slot, fills) || NOTHING;
      })
      .join("")
      .replace(NOTHINGS, "")
      .trim();
  };
  const named = say(template.body, values.rep);
  if (channel === "sms") return { body: isOnePart(named) ? named : say(template.body, values.contact) };
  const subject = own?.subject ?? template.subject ?? "";
  return { subject: say(subject, values.rep), body: named };
}

/** Pure: what stands in a slot: the rep's own wish, else a picklist's first wording. */
export function filled(slot: Slot, fills: Fills): string {
  return fills[slot.slot]?.trim() || (slot.kind === "picklist" ? (slot.options[0] ?? "") : "");
}

/** Pure: the words for a specialty, as names are compared. */
export function wordsFor(
  specialties: readonly SpecialtyWords[],
  specialty: string | undefined,
): SpecialtyWords | undefined {
  if (specialty === undefined) return undefined;
  const asked = foldName(specialty);
  return specialties.find((one) => foldName(one.specialty) === asked);
}

/** The paragraphs of a mail's words. */
export function paragraphsOf(body: string): string[] {
  return body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
}

function isOnePart(text: string): boolean {
  const septets = gsm7Septets(text);
  return septets !== undefined && septets <= SMS_PART_SEPTETS;
}
