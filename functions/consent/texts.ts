import type { Sha256 } from "../../shared/model/ids.ts";
import { sha256 } from "../runtime/hash.ts";
import { shownText } from "./shown-text.ts";

/** What a page or mail says in one language; `{company}` stands for the sender. */
interface Texts {
  readonly hello: string;
  readonly confirm: {
    readonly title: string;
    readonly why: string;
    readonly press: string;
    readonly button: string;
  };
  readonly mail: {
    readonly subject: string;
    readonly link: string;
    readonly open: string;
    readonly ignore: string;
  };
  readonly confirmed: { readonly title: string; readonly text: string };
  readonly ended: { readonly title: string; readonly text: string };
  readonly stop: { readonly title: string; readonly text: string; readonly button: string };
  readonly stopped: { readonly title: string; readonly text: string };
  readonly unknown: { readonly title: string; readonly text: string };
  readonly failed: { readonly title: string; readonly text: string };
}

const TEXTS = {
  en: {
    hello: "Hello {name},",
    confirm: {
      title: "Confirm your permission",
      why: "{company} was told that you permit the following. It counts only once you confirm it yourself.",
      press: "Press the button if this is what you want. If not, close this page; nothing will be sent.",
      button: "Confirm permission",
    },
    mail: {
      subject: "Please confirm your permission",
      open: "Read and confirm",
      link: "To confirm, open this page within 7 days and press the button:",
      ignore: "If you did not agree to this, do nothing. You will get no further e-mail.",
    },
    confirmed: {
      title: "Confirmed",
      text: "{company} may now write to you by e-mail. Every e-mail has a link that stops them.",
    },
    ended: {
      title: "This link has ended",
      text: "It could be used for 7 days, and nothing was agreed. If you still want information, ask your contact at {company} for a new link.",
    },
    stop: {
      title: "Stop e-mails from {company}",
      text: "Press the button and no more promotional e-mails will be sent to you.",
      button: "Stop e-mails",
    },
    stopped: {
      title: "Stopped",
      text: "No more promotional e-mails from {company}. You need not do anything else.",
    },
    unknown: {
      title: "There is nothing here",
      text: "Check that the link is complete, or open it again from the message.",
    },
    failed: {
      title: "This did not reach us",
      text: "Nothing was changed. Open the link again in a moment. Reference {reference}.",
    },
  },
  de: {
    hello: "Guten Tag {name},",
    confirm: {
      title: "Bestätigen Sie Ihre Einwilligung",
      why: "{company} wurde mitgeteilt, dass Sie Folgendes erlauben. Es gilt erst, wenn Sie es selbst bestätigen.",
      press:
        "Drücken Sie die Taste, wenn Sie das möchten. Wenn nicht, schließen Sie diese Seite; es wird nichts gesendet.",
      button: "Einwilligung bestätigen",
    },
    mail: {
      subject: "Bitte bestätigen Sie Ihre Einwilligung",
      open: "Lesen und bestätigen",
      link: "Zum Bestätigen öffnen Sie innerhalb von 7 Tagen diese Seite und drücken die Taste:",
      ignore: "Wenn Sie nicht zugestimmt haben, tun Sie nichts. Sie erhalten keine weitere E-Mail.",
    },
    confirmed: {
      title: "Bestätigt",
      text: "{company} darf Ihnen nun per E-Mail schreiben. Jede E-Mail enthält einen Link, der das beendet.",
    },
    ended: {
      title: "Dieser Link ist abgelaufen",
      text: "Er galt 7 Tage, und es wurde nichts vereinbart. Wenn Sie weiterhin Informationen möchten, bitten Sie Ihren Kontakt bei {company} um einen neuen Link.",
    },
    stop: {
      title: "E-Mails von {company} beenden",
      text: "Drücken Sie die Taste, dann erhalten Sie keine werblichen E-Mails mehr.",
      button: "E-Mails beenden",
    },
    stopped: {
      title: "Beendet",
      text: "Keine werblichen E-Mails mehr von {company}. Sie müssen nichts weiter tun.",
    },
    unknown: {
      title: "Hier ist nichts",
      text: "Prüfen Sie, ob der Link vollständig ist, oder öffnen Sie ihn noch einmal aus der Nachricht.",
    },
    failed: {
      title: "Das hat uns nicht erreicht",
      text: "Es wurde nichts geändert. Öffnen Sie den Link gleich noch einmal. Referenz {reference}.",
    },
  },
  fr: {
    hello: "Bonjour {name},",
    confirm: {
      title: "Confirmez votre accord",
      why: "{company} a été informé que vous acceptez ce qui suit. Cela ne vaut qu’une fois confirmé par vous-même.",
      press: "Appuyez sur le bouton si c’est votre souhait. Sinon, fermez cette page ; rien ne sera envoyé.",
      button: "Confirmer l’accord",
    },
    mail: {
      subject: "Merci de confirmer votre accord",
      open: "Lire et confirmer",
      link: "Pour confirmer, ouvrez cette page dans les 7 jours et appuyez sur le bouton :",
      ignore: "Si vous n’avez pas donné cet accord, ne faites rien. Vous ne recevrez pas d’autre e-mail.",
    },
    confirmed: {
      title: "Confirmé",
      text: "{company} peut désormais vous écrire par e-mail. Chaque e-mail contient un lien pour y mettre fin.",
    },
    ended: {
      title: "Ce lien a expiré",
      text: "Il était valable 7 jours, et rien n’a été convenu. Si vous souhaitez encore des informations, demandez un nouveau lien à votre contact chez {company}.",
    },
    stop: {
      title: "Arrêter les e-mails de {company}",
      text: "Appuyez sur le bouton et vous ne recevrez plus d’e-mails promotionnels.",
      button: "Arrêter les e-mails",
    },
    stopped: {
      title: "Arrêté",
      text: "Plus d’e-mails promotionnels de {company}. Vous n’avez rien d’autre à faire.",
    },
    unknown: {
      title: "Il n’y a rien ici",
      text: "Vérifiez que le lien est complet, ou rouvrez-le depuis le message.",
    },
    failed: {
      title: "Cela ne nous est pas parvenu",
      text: "Rien n’a été modifié. Rouvrez le lien dans un instant. Référence {reference}.",
    },
  },
} satisfies Record<string, Texts>;

type TextLanguage = keyof typeof TEXTS;

/** The texts in a person's language (`de-DE`, or an Accept-Language header), English where there are none. */
export function textsFor(language: string | undefined): Texts & { readonly lang: TextLanguage } {
  for (const wanted of (language ?? "").toLowerCase().split(",")) {
    const lang = wanted.trim().slice(0, 2);
    if (lang === "en" || lang === "de" || lang === "fr") return { ...TEXTS[lang], lang };
  }
  return { ...TEXTS.en, lang: "en" };
}

/** Fills the places of a text; a place without a value is a mistake of ours and stays visible. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/**
 * The exact declaration that a person is shown, with the version and hash that pin it as evidence (CON-4). The texts
 * are in `shared/model/consent-texts`.
 */
export function wordingFor(
  language: string,
  company: string,
  kind: "email" | "track_individual" | "share_with_rep" = "email",
): { readonly textVersion: string; readonly text: string; readonly textSha256: Sha256 } {
  const textVersion = `promo.${kind}.${textsFor(language).lang}.1`;
  const text = shownText(textVersion, company);
  if (text === undefined) throw new Error(`the declaration ${textVersion} is missing`);
  return { textVersion, text, textSha256: sha256(text) };
}
