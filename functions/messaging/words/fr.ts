import type { InvitationWords } from "../invitation-words.ts";

const WAYS: Readonly<Record<string, string>> = {
  doi_button: ", en appuyant sur Confirmer",
  web_form: ", par un formulaire sur notre site",
  paper: ", par écrit",
  e_sign_on_device: ", en signant sur un écran",
  phone: ", par téléphone",
  letter: ", par courrier",
  sms_keyword: ", par SMS",
};
const COUNTRIES = {
  US: "aux États-Unis",
  DE: "en Allemagne",
  GB: "au Royaume-Uni",
  FR: "en France",
  IE: "en Irlande",
} as const;

function length(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const part = (count: number, unit: string) =>
    count === 0 ? [] : [`${count} ${unit}${count === 1 ? "" : "s"}`];
  return [...part(minutes, "minute"), ...part(rest, "seconde")].join(" ");
}

export const fr: InvitationWords = {
  lang: "fr",
  contact: "votre contact",
  sms: (sender, person, link) =>
    `${sender}: ${person} a partagé des informations avec vous: ${link} Répondez STOP`,
  subject: ({ video, name }) =>
    `Une courte ${video ? "vidéo" : "page"} pour vous${name === undefined ? "" : `, ${name}`}`,
  preheader: (seconds) =>
    `${seconds === undefined ? "Environ deux minutes" : length(seconds)}, sans compte, quand cela vous convient.`,
  greeting: (name) => (name === undefined ? "Bonjour," : `Bonjour ${name},`),
  line: ({ person, sender, seconds }) =>
    seconds === undefined
      ? `${person === undefined ? `${sender} a` : "J’ai"} préparé une courte page pour vous. Elle prend environ deux minutes, sans compte, quand cela vous convient.`
      : `${person === undefined ? `${sender} a` : "J’ai"} déposé une courte vidéo sur votre page privée. Elle dure ${length(seconds)}, sans compte, quand cela vous convient.`,
  open: { video: "Regarder sur votre page", page: "Ouvrir votre page" },
  orOpen: "Ou ouvrez",
  linkIsYours: "Ce lien n’est que pour vous.",
  previewAlt: (seconds) => `Regarder la vidéo${seconds === undefined ? "" : `, ${length(seconds)}`}`,
  writesFor: (person, postalAddress) =>
    person === undefined ? `Envoyé par ${postalAddress}.` : `${person} écrit pour ${postalAddress}.`,
  because: (sender, date, way) =>
    `Vous avez accepté les e-mails promotionnels de ${sender} le ${date}${WAYS[way] ?? ""}.`,
  footer: {
    unsubscribe: "Se désabonner",
    choices: "Vos choix",
    privacy: "Confidentialité",
    sideEffects: "Signaler un effet indésirable",
    prescribing: "Mentions légales du médicament",
  },
  forProfessionals: (country) => `Réservé aux professionnels de santé ${COUNTRIES[country]}.`,
  prepared: (code, major, month) => `${code} v${major}.0, établi en ${month}.`,
};
