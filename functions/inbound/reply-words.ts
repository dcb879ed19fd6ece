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
  "please pls plz it this that these those them now all everything me us the these texts text sms msg msgs messages message thanks thank you ok hi hello and just bitte danke alle alles jetzt sofort svp merci s il vous plait maintenant tout por favor gracias ahora todo per favore grazie subito tutto obrigado obrigada".split(
    " ",
  ),
);

/**
 * A whole message of one of these withdraws too (3): said alone they leave nothing else to mean. In front of a sentence
 * they may mean anything, and the sentence is read as it is.
 */
export const LONE_REVOCATIONS = [
  ...["unsub", "cease", "cease and desist", "enough", "enough is enough", "thats enough", "that is enough"],
  ...[
    "no",
    "nope",
    "spam",
    "stopped",
    "stahp",
    "stopit",
    "stopsms",
    "delete",
    "go away",
    "never",
    "never again",
  ],
  ...["nein", "nicht", "genug", "schluss", "es reicht", "das reicht", "reicht", "streichen", "loschen"],
  ...["loeschen", "austragen", "kundigen", "kuendigen", "stoppen"],
  ...[
    "non",
    "assez",
    "ca suffit",
    "arrete",
    "stoppe",
    "stopper",
    "stoppez",
    "retirer",
    "supprimer",
    "resilier",
  ],
  ...["suficiente", "ya esta bien", "cancelar", "eliminar", "borrar", "para", "paren", "pare", "nunca mas"],
  ...["fermati", "fermatevi", "ferma", "smetti", "smettila", "smettetela", "cancellare", "mai piu"],
  ...["nao", "chega", "ja chega", "parem", "remover", "sair", "nunca mais"],
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
