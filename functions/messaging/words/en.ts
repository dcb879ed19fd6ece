import type { InvitationWords } from "../invitation-words.ts";

const WAYS: Readonly<Record<string, string>> = {
  doi_button: ", by pressing Confirm",
  web_form: ", in a form on our site",
  paper: ", on paper",
  e_sign_on_device: ", by signing on a screen",
  phone: ", by phone",
  letter: ", by letter",
  sms_keyword: ", by text message",
};
const COUNTRIES = {
  US: "the United States",
  DE: "Germany",
  GB: "the United Kingdom",
  FR: "France",
  IE: "Ireland",
} as const;

function length(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const part = (count: number, unit: string) =>
    count === 0 ? [] : [`${count} ${unit}${count === 1 ? "" : "s"}`];
  return [...part(minutes, "minute"), ...part(rest, "second")].join(" ");
}

export const en: InvitationWords = {
  lang: "en",
  contact: "your contact",
  sms: (sender, person, link) =>
    `${sender}: ${person} has shared information with you: ${link} Reply STOP to opt out`,
  subject: ({ video, name }) =>
    `A short ${video ? "video" : "page"} for you${name === undefined ? "" : `, ${name}`}`,
  preheader: (seconds) =>
    `${seconds === undefined ? "About two minutes" : capital(length(seconds))}, without an account, whenever it suits you.`,
  greeting: (name) => (name === undefined ? "Good day," : `Dear ${name},`),
  line: ({ person, sender, seconds }) =>
    seconds === undefined
      ? `${person === undefined ? `${sender} has` : "I have"} put together a short page for you. It takes about two minutes, without an account, whenever it suits you.`
      : `${person === undefined ? sender : "I"} left a short video on your private page. It takes ${length(seconds)}, without an account, whenever it suits you.`,
  open: { video: "Watch on your page", page: "Open your page" },
  orOpen: "Or open",
  linkIsYours: "The link is yours alone.",
  previewAlt: (seconds) => `Watch the video${seconds === undefined ? "" : `, ${length(seconds)}`}`,
  writesFor: (person, postalAddress) =>
    person === undefined ? `Sent by ${postalAddress}.` : `${person} writes for ${postalAddress}.`,
  because: (sender, date, way) =>
    `You agreed to promotional e-mails from ${sender} on ${date}${WAYS[way] ?? ""}.`,
  footer: {
    unsubscribe: "Unsubscribe",
    choices: "Your choices",
    privacy: "Privacy",
    sideEffects: "Report a side effect",
    prescribing: "Prescribing information",
  },
  forProfessionals: (country) => `For healthcare professionals in ${COUNTRIES[country]}.`,
  prepared: (code, major, month) => `${code} v${major}.0, prepared ${month}.`,
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
