import type { DataUse } from "../../../../../shared/model/consent.ts";

/** What an HCP is asked to agree to in person, word for word; a change of it needs a new version (CON-5). */
export const WORDINGS: Readonly<Record<string, string>> = {
  "in-person.sms.en.1":
    "I agree that {company} sends me promotional information about its medicines by text message, at most two a week. I can withdraw this at any time by replying STOP.",
  "in-person.email.en.1":
    "I agree that {company} sends me promotional information about its medicines by e-mail. I can withdraw this at any time, with one press in every e-mail.",
  "in-person.track.en.1":
    "{company} may count what I watch and read on my page. Everything works without it.",
  "in-person.share.en.1": "My contact at {company} may see what I watch and read, to prepare for a visit.",
  "in-person.profile.en.1": "{company} may use my visits to suggest what could be useful to me.",
};

/** Something that can be agreed to in person, with its wording. */
export interface Asked {
  readonly id: "sms" | "email" | "watch" | "share" | "profile";
  readonly channel?: "sms" | "email";
  readonly dataUse: DataUse;
  readonly textVersion: string;
}

export const ASKED: readonly Asked[] = [
  { id: "sms", channel: "sms", dataUse: "send", textVersion: "in-person.sms.en.1" },
  { id: "email", channel: "email", dataUse: "send", textVersion: "in-person.email.en.1" },
  { id: "watch", dataUse: "track_individual", textVersion: "in-person.track.en.1" },
  { id: "share", dataUse: "share_with_rep", textVersion: "in-person.share.en.1" },
  { id: "profile", dataUse: "profile", textVersion: "in-person.profile.en.1" },
];

/** The wording of a version with the company in it; undefined for wordings that are kept elsewhere. */
export function wordingOf(textVersion: string, company: string): string | undefined {
  return WORDINGS[textVersion]?.replaceAll("{company}", company);
}
