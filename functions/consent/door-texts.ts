import type { DataUse } from "../../shared/model/consent.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import type { VisitDoorWords } from "../../web/spaces/consent/visit-door.tsx";
import { textsFor, wordingFor } from "./texts.ts";

/** What a visitor of the door may permit. A text message is confirmed from the phone itself, so a mail cannot. */
export const DOOR_USES = ["send", "track_individual", "share_with_rep"] as const satisfies readonly DataUse[];
export type DoorUse = (typeof DOOR_USES)[number];

interface DoorTexts {
  readonly words: VisitDoorWords;
  /** After the confirmation, when no e-mail was among the choices. */
  readonly confirmedUses: string;
}

const TEXTS = {
  en: {
    words: {
      title: "Your choice",
      lead: "{rep} of {company} asks what you permit. Nothing counts until you confirm it in your own mailbox.",
      whom: "This is for {name}. If that is not you, close this page.",
      nothing: "Everything works without the boxes. Tick what you want, or nothing.",
      send: "Write to me by e-mail",
      sendEffect: "Promotional information about medicines. Every e-mail has a link that stops them.",
      track: "Count what I watch and read",
      trackEffect: "To suggest less and better.",
      share: "Let {rep} see it too",
      shareEffect: "To prepare our talks. Needs counting.",
      address: "Your e-mail address",
      addressHint: "One mail with a button comes here. Nothing else is sent before you press it.",
      agree: "Permit what I ticked",
      decline: "No, thank you",
      texts: "Text messages are confirmed from the phone itself and cannot be permitted here.",
      problems: {
        address: "Please type your e-mail address in full, such as name@example.com.",
        blocked: "This address cannot be used here. Please type another one.",
        stopped:
          "Some of this was stopped earlier. It can be permitted again only from the mailbox we have on record.",
        nothing: "No box is ticked. Tick what you permit, or press “No, thank you”.",
        share: "Showing it to {rep} needs counting too. Tick both, or neither.",
      },
      sent: {
        title: "Look into your mailbox",
        text: "A mail with a button is on its way. It can be answered for 7 days; without it nothing changes.",
      },
      declined: { title: "Thank you", text: "Nothing was changed, and nothing will be sent." },
      ended: { title: "This code has ended", text: "It works for 15 minutes. Ask for a new one." },
    },
    confirmedUses: "Your choices count from now on. You can change them on your page at any time.",
  },
  de: {
    words: {
      title: "Ihre Wahl",
      lead: "{rep} von {company} fragt, was Sie erlauben. Es gilt erst, wenn Sie es in Ihrem eigenen Postfach bestätigen.",
      whom: "Dies ist für {name}. Wenn Sie das nicht sind, schließen Sie diese Seite.",
      nothing: "Alles funktioniert auch ohne Häkchen. Wählen Sie, was Sie möchten, oder nichts.",
      send: "Mir per E-Mail schreiben",
      sendEffect:
        "Werbliche Informationen über Arzneimittel. Jede E-Mail enthält einen Link, der das beendet.",
      track: "Zählen, was ich ansehe und lese",
      trackEffect: "Um weniger und Passenderes vorzuschlagen.",
      share: "{rep} darf es auch sehen",
      shareEffect: "Um unsere Gespräche vorzubereiten. Setzt das Zählen voraus.",
      address: "Ihre E-Mail-Adresse",
      addressHint: "Hierhin kommt eine E-Mail mit einer Taste. Vorher wird nichts anderes gesendet.",
      agree: "Erlauben, was ich gewählt habe",
      decline: "Nein, danke",
      texts: "SMS werden vom Telefon selbst bestätigt und können hier nicht erlaubt werden.",
      problems: {
        address: "Bitte geben Sie Ihre vollständige E-Mail-Adresse ein, etwa name@example.com.",
        blocked: "Diese Adresse kann hier nicht verwendet werden. Bitte geben Sie eine andere ein.",
        stopped:
          "Etwas davon wurde früher beendet. Es lässt sich nur über das Postfach wieder erlauben, das wir bereits kennen.",
        nothing: "Es ist nichts gewählt. Wählen Sie, was Sie erlauben, oder „Nein, danke“.",
        share: "Damit {rep} es sieht, muss es auch gezählt werden. Wählen Sie beides oder keines.",
      },
      sent: {
        title: "Sehen Sie in Ihr Postfach",
        text: "Eine E-Mail mit einer Taste ist unterwegs. Sie gilt 7 Tage; ohne sie ändert sich nichts.",
      },
      declined: { title: "Vielen Dank", text: "Es wurde nichts geändert, und es wird nichts gesendet." },
      ended: { title: "Dieser Code ist abgelaufen", text: "Er gilt 15 Minuten. Bitten Sie um einen neuen." },
    },
    confirmedUses: "Ihre Wahl gilt ab jetzt. Sie können sie auf Ihrer Seite jederzeit ändern.",
  },
  fr: {
    words: {
      title: "Votre choix",
      lead: "{rep} de {company} demande ce que vous permettez. Rien ne compte avant votre confirmation dans votre propre messagerie.",
      whom: "Ceci s’adresse à {name}. Si ce n’est pas vous, fermez cette page.",
      nothing: "Tout fonctionne sans cocher. Cochez ce que vous voulez, ou rien.",
      send: "M’écrire par e-mail",
      sendEffect:
        "Des informations promotionnelles sur des médicaments. Chaque e-mail contient un lien pour y mettre fin.",
      track: "Compter ce que je regarde et lis",
      trackEffect: "Pour proposer moins et mieux.",
      share: "{rep} peut le voir aussi",
      shareEffect: "Pour préparer nos échanges. Suppose de compter.",
      address: "Votre adresse e-mail",
      addressHint: "Un e-mail avec un bouton y arrive. Rien d’autre n’est envoyé avant.",
      agree: "Permettre ce que j’ai coché",
      decline: "Non, merci",
      texts: "Les SMS se confirment depuis le téléphone lui-même et ne peuvent pas être permis ici.",
      problems: {
        address: "Saisissez votre adresse e-mail complète, par exemple nom@example.com.",
        blocked: "Cette adresse ne peut pas être utilisée ici. Saisissez-en une autre.",
        stopped:
          "Une partie a été arrêtée auparavant. Seule la boîte aux lettres que nous connaissons déjà permet de l’autoriser de nouveau.",
        nothing: "Rien n’est coché. Cochez ce que vous permettez, ou « Non, merci ».",
        share: "Pour que {rep} le voie, il faut aussi compter. Cochez les deux, ou aucun.",
      },
      sent: {
        title: "Regardez votre messagerie",
        text: "Un e-mail avec un bouton est en route. Il vaut 7 jours ; sans lui, rien ne change.",
      },
      declined: { title: "Merci", text: "Rien n’a été modifié et rien ne sera envoyé." },
      ended: { title: "Ce code a expiré", text: "Il vaut 15 minutes. Demandez-en un nouveau." },
    },
    confirmedUses:
      "Vos choix comptent dès maintenant. Vous pouvez les modifier à tout moment sur votre page.",
  },
} satisfies Record<string, DoorTexts>;

/** The door's texts in a person's language, English where there are none. */
export function doorTextsFor(language: string | undefined): DoorTexts & { readonly lang: string } {
  const { lang } = textsFor(language);
  return { ...TEXTS[lang], lang };
}

/** The exact declaration for one use of data, with the version and hash that pin it as evidence (CON-4). */
export function declarationFor(
  use: DataUse,
  language: string,
  company: string,
): { readonly textVersion: string; readonly text: string; readonly textSha256: Sha256 } {
  const own = use === "track_individual" || use === "share_with_rep";
  return wordingFor(language, company, own ? use : "email");
}
