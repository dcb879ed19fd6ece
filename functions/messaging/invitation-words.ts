/** The few sentences of an invitation in one language. `sender` is the company, `person` the rep's name. */
export interface InvitationWords {
  /** Stands for a rep whose name is not known or does not fit. */
  readonly contact: string;
  /** INV-8: who, that something was shared, the link, how to stop; nothing else. */
  sms(sender: string, person: string, link: string): string;
  subject(sender: string, person: string): string;
  greeting(name: string): string;
  line(person: string, sender: string): string;
  readonly open: string;
  readonly forProfessionals: string;
  because(sender: string): string;
  readonly unsubscribe: string;
  readonly previewAlt: string;
}

const en: InvitationWords = {
  contact: "your contact",
  sms: (sender, person, link) =>
    `${sender}: ${person} has shared information with you: ${link} Reply STOP to opt out`,
  subject: (sender, person) => `${person} (${sender}) has shared information with you`,
  greeting: (name) => `Dear ${name},`,
  line: (person, sender) =>
    `${person} of ${sender} has put together a short page for you. It takes about two minutes.`,
  open: "Open the page",
  forProfessionals: "The page is for healthcare professionals.",
  because: (sender) => `You receive this because you agreed to promotional e-mail from ${sender}.`,
  unsubscribe: "Stop these e-mails",
  previewAlt: "A short video waits on the page",
};

const de: InvitationWords = {
  contact: "Ihr Kontakt",
  sms: (sender, person, link) =>
    `${sender}: ${person} hat Informationen für Sie bereitgestellt: ${link} Abmelden mit STOP`,
  subject: (sender, person) => `${person} (${sender}) hat Informationen für Sie bereitgestellt`,
  greeting: (name) => `Guten Tag, ${name},`,
  line: (person, sender) =>
    `${person} von ${sender} hat eine kurze Seite für Sie zusammengestellt. Sie dauert etwa zwei Minuten.`,
  open: "Seite öffnen",
  forProfessionals: "Die Seite richtet sich an Angehörige der Heilberufe.",
  because: (sender) => `Sie erhalten diese E-Mail, weil Sie Werbe-E-Mails von ${sender} zugestimmt haben.`,
  unsubscribe: "Diese E-Mails abbestellen",
  previewAlt: "Auf der Seite wartet ein kurzes Video",
};

const fr: InvitationWords = {
  contact: "votre contact",
  sms: (sender, person, link) =>
    `${sender}: ${person} a partagé des informations avec vous: ${link} Répondez STOP`,
  subject: (sender, person) => `${person} (${sender}) a partagé des informations avec vous`,
  greeting: (name) => `Bonjour ${name},`,
  line: (person, sender) =>
    `${person} de ${sender} a préparé une courte page pour vous. Elle prend environ deux minutes.`,
  open: "Ouvrir la page",
  forProfessionals: "Cette page est réservée aux professionnels de santé.",
  because: (sender) =>
    `Vous recevez cet e-mail car vous avez accepté les e-mails promotionnels de ${sender}.`,
  unsubscribe: "Ne plus recevoir ces e-mails",
  previewAlt: "Une courte vidéo vous attend sur la page",
};

const BY_LANGUAGE: Readonly<Record<string, InvitationWords>> = { en, de, fr };

/** The words for a language such as `de-DE`; English where there is no translation yet. */
export function invitationWords(language: string): InvitationWords {
  return BY_LANGUAGE[language.slice(0, 2)] ?? en;
}

/** A rep's name fit to print: an account name or an address is not one. */
export function printableName(name: string): string | undefined {
  const trimmed = name.trim();
  return /^\p{Lu}[\p{L}\p{M}'’.-]*( [\p{L}\p{M}'’.-]+)+$/u.test(trimmed) && trimmed.length <= 60
    ? trimmed
    : undefined;
}
