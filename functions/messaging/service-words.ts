import type { Country } from "../../shared/model/channel.ts";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import { gsm7Septets, SMS_PART_SEPTETS, toGsm7 } from "../../shared/model/gsm7.ts";
import type { ServiceTextKind } from "../../shared/model/service-text.ts";

/** Raise it with every change of a sentence: it is part of the evidence of a permission (CON-5). */
const VERSION = 1;

/** What stands in a text besides its sentence. */
export interface ServiceTextFacts {
  readonly company: string;
  readonly country: Country;
  readonly language: string;
  /** `https://…` of the HCP site. */
  readonly hcpOrigin: string;
  /** Texts in 30 days at most: what the caps allow, since what is said here is a promise (2.6). */
  readonly perMonth: number;
}

interface Filled {
  readonly often: string;
  readonly phone: string;
  readonly safety: string;
  readonly mail: string;
  readonly site: string;
}

/** Each text in full, and shorter where a long name or address leaves less room: the first that is one part is taken. */
type Sentences = Readonly<Record<ServiceTextKind, (said: Filled) => readonly [string, ...string[]]>>;

const en: Sentences = {
  doi_request: ({ often }) => [
    `reply YES to get texts from your rep, up to ${often} Reply HELP for help, STOP to cancel.`,
  ],
  doi_confirmed: ({ often }) => [
    `you agreed to recurring texts from your rep, up to ${often} Reply HELP for help, STOP to cancel.`,
  ],
  stopped: ({ phone }) => [
    `you are opted out and will get no more texts from us. Your e-mail choices are unchanged. Help: ${phone}`,
    `you are opted out and will get no more texts from us. Help: ${phone}`,
  ],
  help: ({ often, phone, mail }) => [
    `texts from your rep, up to ${often} Help: ${phone} or ${mail}. Reply STOP to cancel.`,
    `texts from your rep, up to ${often} Help: ${phone}. Reply STOP to cancel.`,
  ],
  started: ({ often }) => [`you are opted back in, up to ${often} Reply HELP for help, STOP to cancel.`],
  needs_form: ({ site, phone }) => [
    `we may text you only after your written permission. How to give it: ${site} or ${phone}`,
    `texts need your written permission. How: ${site} or ${phone}`,
  ],
  unmonitored: ({ site, safety }) => [
    `this number is not monitored by medical staff. To ask a question or report a side effect: ${site} or ${safety}`,
    `this number is not monitored. Questions, side effects: ${site} or ${safety}`,
  ],
};

const de: Sentences = {
  doi_request: ({ often }) => [
    `Antworten Sie JA, um SMS von Ihrem Kontakt zu erhalten, bis zu ${often} Hilfe: HILFE, Ende: STOP.`,
  ],
  doi_confirmed: ({ often }) => [
    `Sie erhalten ab jetzt SMS von Ihrem Kontakt, bis zu ${often} Hilfe: HILFE, Ende: STOP.`,
  ],
  stopped: ({ phone }) => [
    `Sie sind abgemeldet und erhalten keine SMS mehr von uns. Ihre E-Mail-Wahl bleibt. Hilfe: ${phone}`,
    `Sie sind abgemeldet und erhalten keine SMS mehr. Hilfe: ${phone}`,
  ],
  help: ({ often, phone, mail }) => [
    `SMS von Ihrem Kontakt, bis zu ${often} Hilfe: ${phone} oder ${mail}. Ende: STOP.`,
    `SMS von Ihrem Kontakt, bis zu ${often} Hilfe: ${phone}. Ende: STOP.`,
  ],
  started: ({ often }) => [`Sie sind wieder angemeldet, bis zu ${often} Hilfe: HILFE, Ende: STOP.`],
  needs_form: ({ site, phone }) => [
    `SMS brauchen vorher Ihre schriftliche Einwilligung. Wie es geht: ${site} oder ${phone}`,
    `SMS brauchen Ihre Einwilligung. Wie: ${site} oder ${phone}`,
  ],
  unmonitored: ({ site, safety }) => [
    `Diese Nummer liest kein medizinisches Personal. Fragen und Nebenwirkungen: ${site} oder ${safety}`,
    `Diese Nummer liest niemand. Fragen, Nebenwirkungen: ${site} oder ${safety}`,
  ],
};

const fr: Sentences = {
  doi_request: ({ often }) => [
    `répondez OUI pour recevoir des SMS de votre contact, ${often} maximum. Aide : AIDE, fin : STOP.`,
  ],
  doi_confirmed: ({ often }) => [
    `vous recevrez des SMS de votre contact, ${often} maximum. Aide : AIDE, fin : STOP.`,
  ],
  stopped: ({ phone }) => [
    `vous ne recevrez plus de SMS de notre part. Vos choix pour les e-mails ne changent pas. Aide : ${phone}`,
    `vous ne recevrez plus de SMS de notre part. Aide : ${phone}`,
  ],
  help: ({ often, phone, mail }) => [
    `SMS de votre contact, ${often} maximum. Aide : ${phone} ou ${mail}. Fin : STOP.`,
    `SMS de votre contact, ${often} maximum. Aide : ${phone}. Fin : STOP.`,
  ],
  started: ({ often }) => [`vous recevrez à nouveau des SMS, ${often} maximum. Aide : AIDE, fin : STOP.`],
  needs_form: ({ site, phone }) => [
    `les SMS demandent d'abord votre accord écrit. Comment le donner : ${site} ou ${phone}`,
    `les SMS demandent votre accord. Comment : ${site} ou ${phone}`,
  ],
  unmonitored: ({ site, safety }) => [
    `ce numéro n'est pas lu par du personnel médical. Questions, effets indésirables : ${site} ou ${safety}`,
    `ce numéro n'est pas lu. Questions, effets : ${site} ou ${safety}`,
  ],
};

const es: Sentences = {
  doi_request: ({ often }) => [
    `responda SI para recibir SMS de su contacto, hasta ${often} Ayuda: AYUDA, fin: STOP.`,
  ],
  doi_confirmed: ({ often }) => [
    `usted acepta recibir SMS de su contacto, hasta ${often} Ayuda: AYUDA, fin: STOP.`,
  ],
  stopped: ({ phone }) => [
    `no recibirá más SMS nuestros. Sus opciones de e-mail no cambian. Ayuda: ${phone}`,
    `no recibirá más SMS nuestros. Ayuda: ${phone}`,
  ],
  help: ({ often, phone, mail }) => [
    `SMS de su contacto, hasta ${often} Ayuda: ${phone} o ${mail}. Fin: STOP.`,
    `SMS de su contacto, hasta ${often} Ayuda: ${phone}. Fin: STOP.`,
  ],
  started: ({ often }) => [`usted vuelve a recibir SMS, hasta ${often} Ayuda: AYUDA, fin: STOP.`],
  needs_form: ({ site, phone }) => [
    `los SMS necesitan antes su permiso escrito. Cómo darlo: ${site} o ${phone}`,
    `los SMS necesitan su permiso. Cómo: ${site} o ${phone}`,
  ],
  unmonitored: ({ site, safety }) => [
    `el personal médico no lee este número. Preguntas y efectos adversos: ${site} o ${safety}`,
    `nadie lee este número. Preguntas, efectos: ${site} o ${safety}`,
  ],
};

const BY_LANGUAGE: Readonly<Record<string, Sentences>> = { en, de, fr, es };
const OFTEN: Readonly<Record<string, (count: number) => string>> = {
  en: (count) => `${count}/mo.`,
  de: (count) => `${count}/Monat.`,
  fr: (count) => `${count}/mois`,
  es: (count) => `${count}/mes.`,
};

/** Carriers of these countries ask for the sentence on prices (domain-rules 2.6). */
const RATES: Readonly<Partial<Record<Country, string>>> = { US: " Msg&data rates may apply." };

/**
 * Pure: one of the texts of domain-rules 2.7 in the person's language, in GSM-7 and one part, with the version that
 * names its wording.
 * @throws Error when a company's name and address leave no room: the stage's record is wrong
 */
export function serviceText(
  kind: ServiceTextKind,
  { company, country, language, hcpOrigin, perMonth }: ServiceTextFacts,
): { readonly text: string; readonly textVersion: string } {
  const asked = language.slice(0, 2);
  const lang = Object.hasOwn(BY_LANGUAGE, asked) ? asked : "en";
  const contacts = COMPANY_CONTACTS[country];
  const said: Filled = {
    often: `${OFTEN[lang]?.(perMonth) ?? perMonth}${RATES[country] ?? ""}`,
    phone: contacts.phone,
    safety: contacts.safety.phone,
    mail: contacts.privacyEmail,
    site: `${hcpOrigin}/`,
  };
  const variants = (BY_LANGUAGE[lang] ?? en)[kind](said).map((sentence) => toGsm7(`${company}: ${sentence}`));
  const text = variants.find((variant) => (gsm7Septets(variant) ?? Infinity) <= SMS_PART_SEPTETS);
  if (text === undefined) throw new Error(`the text ${kind} in ${lang} does not fit into one part`);
  return { text, textVersion: `text.${kind}.${country}.${lang}.${VERSION}` };
}
