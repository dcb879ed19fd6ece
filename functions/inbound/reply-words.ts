/**
 * The words of domain-rules 2.7 and of the languages that profiles name (English, German, French, Spanish, Italian,
 * Portuguese), as `normaliseReply` writes them. All of them are understood from everybody, whatever the person's
 * language: who writes from abroad wants to be understood too.
 */

/** A whole message of one of these withdraws (2a). */
export const STOP_WORDS = [
  "stop",
  "stopall",
  "stop all",
  "quit",
  "end",
  "revoke",
  "opt out",
  "optout",
  "cancel",
  "unsubscribe",
  "remove",
  "td",
  "arret",
  "desabonner",
  "alto",
  "parar",
  "baja",
  "stopp",
  "abmelden",
  "cancella",
] as const;

/** A message that begins with one of these withdraws, whatever follows (2b), as the provider's own list does. */
export const STOP_BEGINNINGS = [
  "stop",
  "stopall",
  "stop all",
  "unsubscribe",
  "revoke",
  "opt out",
  "optout",
] as const;

/** Words around a stop word that make no sentence of it: `please stop`, `quit it`, `cancel now thanks`. */
export const FILLERS: ReadonlySet<string> = new Set(
  "please pls plz it this that these those them now all everything me us the these texts text sms msg msgs messages message thanks thank you ok hi hello and just bitte danke alle alles jetzt sofort svp merci s il vous plait maintenant tout por favor gracias ahora todo per favore grazie subito tutto".split(
    " ",
  ),
);

/** Anywhere in a message: it withdraws (3). Compared word by word. */
export const REVOCATIONS = [
  // English
  "stop texting",
  "stop messaging",
  "stop sending",
  "stop contacting",
  "stop writing",
  "stop these",
  "stop this",
  "stop it",
  "please stop",
  "no more",
  "remove me",
  "remove my",
  "delete me",
  "delete my",
  "take me off",
  "opt me out",
  "opting out",
  "opt out",
  "unsubscribe",
  "dont text",
  "dont message",
  "dont contact",
  "dont write",
  "dont send",
  "do not text",
  "do not message",
  "do not contact",
  "do not write",
  "do not send",
  "not interested",
  "leave me alone",
  "lose my number",
  "quit texting",
  "i revoke",
  "revoke my",
  "withdraw my consent",
  "i withdraw",
  // German
  "lass das",
  "lassen sie das",
  "lasst das",
  "hor auf",
  "horen sie auf",
  "hoeren sie auf",
  "aufhoren",
  "aufhoeren",
  "keine sms",
  "keine nachrichten",
  "keine werbung",
  "nicht mehr",
  "kein interesse",
  "abmelden",
  "abbestellen",
  "widerrufe",
  "ich widerrufe",
  "streichen sie mich",
  // French
  "ne plus",
  "n ecrivez plus",
  "plus de sms",
  "plus de message",
  "plus de messages",
  "arretez",
  "arreter",
  "pas interesse",
  "pas interessee",
  "desabonner",
  "desabonnez",
  "desinscrire",
  "desinscrivez",
  "laissez moi tranquille",
  "retirez moi",
  // Spanish
  "no mas",
  "no me escriba",
  "no me escriban",
  "no me envie",
  "no me envien",
  "no quiero",
  "no me interesa",
  "deje de",
  "dejen de",
  "darme de baja",
  "denme de baja",
  "quitenme",
  // Italian
  "basta",
  "non mi interessa",
  "non scrivetemi",
  "non scriva",
  "non scrivere piu",
  "cancellatemi",
  "disiscrivetemi",
  // Portuguese
  "nao quero",
  "nao me envie",
  "nao me interessa",
] as const;

/** Anywhere in a message: the number is somebody else's (3, CON-3). */
export const WRONG_NUMBERS = [
  "wrong number",
  "wrong person",
  "not my number anymore",
  "new owner of this number",
  "falsche nummer",
  "falsche telefonnummer",
  "mauvais numero",
  "faux numero",
  "vous vous trompez de numero",
  "numero equivocado",
  "numero incorrecto",
  "numero sbagliato",
  "numero errado",
] as const;

/** Whole messages (4). */
export const HELP_WORDS: ReadonlySet<string> = new Set(["help", "info", "aide", "hilfe", "ayuda"]);

/** Whole messages (5). */
export const START_WORDS: ReadonlySet<string> = new Set(["start", "unstop", "subscribe"]);

/** Whole messages that answer a request to confirm (5). Without a request they say nothing. */
export const YES_WORDS: ReadonlySet<string> = new Set(["yes", "ja", "oui", "si", "sim"]);
