import type { InvitationWords } from "../invitation-words.ts";

const WAYS: Readonly<Record<string, string>> = {
  doi_button: " mit der Taste „Bestätigen“",
  web_form: " in einem Formular auf unserer Seite",
  paper: " schriftlich",
  e_sign_on_device: " mit einer Unterschrift am Bildschirm",
  phone: " am Telefon",
  letter: " in einem Brief",
  sms_keyword: " per SMS",
};
const COUNTRIES = {
  US: "in den Vereinigten Staaten",
  DE: "in Deutschland",
  GB: "im Vereinigten Königreich",
  FR: "in Frankreich",
  IE: "in Irland",
} as const;

function length(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const part = (count: number, unit: string) =>
    count === 0 ? [] : [`${count} ${unit}${count === 1 ? "" : "n"}`];
  return [...part(minutes, "Minute"), ...part(rest, "Sekunde")].join(" ");
}

export const de: InvitationWords = {
  lang: "de",
  contact: "Ihr Kontakt",
  sms: (sender, person, link) =>
    `${sender}: ${person} hat Informationen für Sie bereitgestellt: ${link} Abmelden mit STOP`,
  subject: ({ video, name }) =>
    `${video ? "Ein kurzes Video" : "Eine kurze Seite"} für Sie${name === undefined ? "" : `, ${name}`}`,
  preheader: (seconds) =>
    `${seconds === undefined ? "Etwa zwei Minuten" : length(seconds)}, ohne Anmeldung, wann immer es Ihnen passt.`,
  greeting: (name) => (name === undefined ? "Guten Tag," : `Guten Tag, ${name},`),
  line: ({ person, sender, seconds }) =>
    seconds === undefined
      ? `${person === undefined ? `${sender} hat` : "ich habe"} eine kurze Seite für Sie zusammengestellt. Sie dauert etwa zwei Minuten, ohne Anmeldung, wann immer es Ihnen passt.`
      : `${person === undefined ? `${sender} hat` : "ich habe"} ein kurzes Video auf Ihre persönliche Seite gestellt. Es dauert ${length(seconds)}, ohne Anmeldung, wann immer es Ihnen passt.`,
  open: { video: "Auf Ihrer Seite ansehen", page: "Ihre Seite öffnen" },
  orOpen: "Oder öffnen Sie",
  linkIsYours: "Der Link gehört nur Ihnen.",
  previewAlt: (seconds) => `Video ansehen${seconds === undefined ? "" : `, ${length(seconds)}`}`,
  writesFor: (person, postalAddress) =>
    person === undefined ? `Gesendet von ${postalAddress}.` : `${person} schreibt für ${postalAddress}.`,
  because: (sender, date, way) =>
    `Sie haben Werbe-E-Mails von ${sender} am ${date}${WAYS[way] ?? ""} zugestimmt.`,
  footer: {
    unsubscribe: "Abmelden",
    choices: "Ihre Einstellungen",
    privacy: "Datenschutz",
    sideEffects: "Nebenwirkung melden",
    prescribing: "Fachinformation",
  },
  forProfessionals: (country) => `Für Angehörige der Heilberufe ${COUNTRIES[country]}.`,
  prepared: (code, major, month) => `${code} v${major}.0, Stand ${month}.`,
};
