import type { DataUse, Purpose } from "../../../shared/model/consent.ts";
import type { ChoiceWords } from "../words/choices/choice-words.ts";

/** What a permission may be about, as the page names it. */
export type Subject = "email" | "sms" | "everything" | Purpose | Exclude<DataUse, "send">;

/** The name of each thing that can be permitted or stopped. */
export function subjectTitles({ choices }: ChoiceWords): Readonly<Record<Subject, string>> {
  const { promo, medical_info, service, events, research } = choices.purpose;
  return {
    ...choices.subject,
    everything: choices.stopTitle,
    promo: promo[0],
    medical_info: medical_info[0],
    service: service[0],
    events: events[0],
    research: research[0],
  };
}
