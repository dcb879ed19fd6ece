import type { Country } from "../../shared/model/channel.ts";
import type { Evidence } from "../../shared/model/consent.ts";
import type { Instant } from "../../shared/model/time.ts";
import { inertName } from "../runtime/mail-template.ts";
import { type InvitationWords, invitationWords, printableName } from "./invitation-words.ts";

/** Longest subject: more is cut off on a phone (ux 8). */
const MAX_SUBJECT = 45;

/** What an invitation mail is made of. Addresses are absolute. */
export interface InvitationMail {
  readonly language: string;
  readonly company: string;
  readonly postalAddress: string;
  /** The rep's name as it is on record; one that is no name is not printed. */
  readonly repName: string;
  readonly recipientName: string;
  readonly country: Country;
  /** The HCP's zone, by which dates are said. */
  readonly timeZone: string;
  /** How the permission came about that lets this mail leave; a preview may be ahead of it. */
  readonly agreed?: { readonly at: Instant; readonly way: Evidence["method"] };
  /** The code to print (MLR-10): of the piece that the mail announces. */
  readonly material?: { readonly code: string; readonly major: number; readonly preparedAt: Instant };
  /** An approved template's words, instead of the house's own, with the code to print with them. */
  readonly words?: {
    readonly subject: string;
    readonly paragraphs: readonly string[];
    readonly code?: string;
  };
  /** Length of the video that the page begins with. */
  readonly videoSeconds?: number;
  /** Moving or still picture of that video; the same address for everybody, so it tracks nobody (CON-8). */
  readonly previewUrl?: string;
  readonly links: {
    readonly page: string;
    /** Where one press stops the mails. */
    readonly unsubscribe: string;
    readonly choices: string;
    readonly privacy: string;
    readonly sideEffects: string;
    readonly prescribing: string;
  };
}

/** What of a mail is text. `fromName` stands before the sender's address. */
export interface PlainMail {
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
}

/** Pure: an invitation without its HTML, for whoever needs no more: the HTML says the same (invitation-mail.ts). */
export function plainInvitation(mail: InvitationMail): PlainMail {
  const words = invitationWords(mail.language);
  const said = invitationSentences(mail, words);
  const { links } = mail;
  const { footer } = words;
  const text = [
    ...said.paragraphs,
    ...(said.repName === undefined ? [] : [said.repName]),
    `${said.open}:\n${links.page}\n${said.linkIsYours}`,
    "--",
    `${said.writesFor} ${said.because}`,
    [
      `${footer.unsubscribe}: ${links.unsubscribe}`,
      `${footer.choices}: ${links.choices}`,
      `${footer.privacy}: ${links.privacy}`,
      `${footer.sideEffects}: ${links.sideEffects}`,
      `${footer.prescribing}: ${links.prescribing}`,
    ].join("\n"),
    `${said.forProfessionals} ${said.material}`,
  ].join("\n\n");
  const fromName = said.repName === undefined ? mail.company : `${said.repName}, ${mail.company}`;
  return { fromName, subject: said.subject, text: `${text}\n` };
}

const DAY_OF_MONTH = { day: "numeric", month: "short", year: "numeric" } as const;
const MONTH = { month: "long", year: "numeric" } as const;

/** Everything that is read, but for the labels of the footer's links. */
export function invitationSentences(mail: InvitationMail, words: InvitationWords) {
  const { company, videoSeconds, agreed, material } = mail;
  const seconds = videoSeconds === undefined ? undefined : Math.max(1, Math.round(videoSeconds));
  const person = printableName(mail.repName);
  const name = inertName(mail.recipientName);
  const codes = [
    ...(material === undefined
      ? []
      : [words.prepared(material.code, material.major, date(mail, MONTH, material.preparedAt))]),
    ...(mail.words?.code === undefined ? [] : [mail.words.code]),
  ];
  return {
    subject: mail.words?.subject ?? subjectOf(words, seconds !== undefined, name),
    preheader: words.preheader(seconds),
    previewAlt: words.previewAlt(seconds),
    paragraphs: mail.words?.paragraphs ?? [
      words.greeting(name),
      words.line({ person, sender: company, seconds }),
    ],
    repName: person,
    open: seconds === undefined ? words.open.page : words.open.video,
    orOpen: words.orOpen,
    linkIsYours: words.linkIsYours,
    writesFor: words.writesFor(person, mail.postalAddress),
    because:
      agreed === undefined ? "" : words.because(company, date(mail, DAY_OF_MONTH, agreed.at), agreed.way),
    forProfessionals: words.forProfessionals(mail.country),
    material: codes.join(" "),
  };
}

function subjectOf(words: InvitationWords, video: boolean, name: string | undefined): string {
  const named = words.subject({ video, name });
  return [...named].length <= MAX_SUBJECT ? named : words.subject({ video, name: undefined });
}

/** In the mail's own language, with the customs of the HCP's country where it is the same language. */
function date(mail: InvitationMail, format: Intl.DateTimeFormatOptions, at: Instant): string {
  const { lang } = invitationWords(mail.language);
  const locale = mail.language.startsWith(lang) ? mail.language : "en-IE";
  return new Intl.DateTimeFormat(locale, { ...format, timeZone: mail.timeZone }).format(at);
}
