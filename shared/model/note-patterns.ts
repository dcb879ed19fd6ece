import { ILLNESS_STEMS, ILLNESS_WORDS } from "./illness-words.ts";

/**
 * What a note must not hold besides listed words (MLR-13, MLR-14), as it reads folded: lower case, without accents. In the
 * languages of the countries that ship; all of them are looked for in every note.
 */

/** Code names of trials and substances, and phases: `ABC-123`, `NCT01234567`, `p2 trial`. */
export const TRIAL =
  /(?<![\p{L}\p{N}])(?:[a-z]{2,6}-?\d{2,8}|(?:phase|p) ?(?:[1-4]|i{1,3}|iv)(?= (?:trial|study|studie|etude|essai)))(?![\p{L}\p{N}])/gu;

const DOMAINS =
  "com|org|net|info|biz|eu|io|me|co|ly|to|app|link|health|pharma|de|at|ch|fr|uk|ie|us|it|es|example|be|nl|ca|au|pl|gl|gd|" +
  "gov|edu|int|tv|ai|dev|xyz|online|site|website|store|shop|page|care|clinic|doctor|dental|med|medical|pharmacy|hospital|" +
  "news|live|life|pro|blog|tech|cloud|click|top|club|world|global|events|video|tube|email|academy|education|institute";

/** Addresses of pages and mailboxes, and telephone numbers; a date or a time of day is none. */
export const CONTACT: readonly RegExp[] = [
  /(?:https?:\/\/|www\.)\S+/g,
  new RegExp(`(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}-]{2,}\\.(?:${DOMAINS})(?![\\p{L}\\p{N}])`, "gu"),
  // a name without a known end is one, too, when a place follows it
  /(?<![\p{L}\p{N}])[\p{L}\p{N}-]+\.[a-z]{2,}\/\S/gu,
  /(?<![\p{L}\p{N}])www(?![\p{L}\p{N}])|xn--|[([{] ?(?:dot|at|punkt|point) ?[)\]}]/gu,
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g,
  /[^\s@]+@[^\s@]+/g,
  /(?<![\d.])(?!\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d))\+?\d(?:[ ()./-]{0,2}\d){6,}/g,
];

const OLD = "years?|yrs?|yo|y\\/o|jahre?|jahrige[rn]?|ans";

/** A person's age, a birth date, a record: what could tell of a patient. */
export const PATIENT: readonly RegExp[] = [
  new RegExp(`(?<![\\p{L}\\p{N}])\\d{1,3}[- ]?(?:${OLD})(?:[- ](?:old|alt))?(?![\\p{L}\\p{N}])`, "gu"),
  /\b(?:aged|im alter von|agee? de) \d{1,3}\b/g,
  /\b(?:dob|date of birth|born|geboren|geburtsdatum|nee? le|date de naissance)\b/g,
  /(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19\d\d|200\d|201\d)(?!\d)/g,
  /(?<!\d)(?:19\d\d|200\d|201\d)-\d{2}-\d{2}(?!\d)/g,
  /\b(?:mrn|nhs|record|chart|case|akte|fall|dossier)(?: ?(?:no|nr|number|nummer|numero|id|#)\.?)?:? ?\d{3,}\b/g,
];

const ADVERSE_WORDS = [
  ...[
    "side effects?",
    "adverse",
    "reactions?",
    "rash\\w*",
    "nausea",
    "vomit\\w*",
    "dizz\\w*",
    "faint\\w*",
    "bleed\\w*",
  ],
  ...[
    "headaches?",
    "hospitali[sz]ed",
    "overdos\\w*",
    "pregnan\\w*",
    "miscarr\\w*",
    "allerg\\w*",
    "anaphyla\\w*",
  ],
  ...[
    "swelling",
    "died",
    "death",
    "itch\\w*",
    "diarrh\\w*",
    "leak(?:ed|ing)?",
    "broken pen",
    "lack of effect",
  ],
  ...["nebenwirkung\\w*", "ausschlag", "ubelkeit", "erbrech\\w*", "schwindel\\w*", "ohnmacht", "blutung\\w*"],
  ...["kopfschmerz\\w*", "uberdos\\w*", "schwanger\\w*", "verstorben", "juckreiz", "durchfall", "unwirksam"],
  ...[
    "effets? secondaires?",
    "effets? indesirables?",
    "eruption\\w*",
    "nausees?",
    "vomissement\\w*",
    "vertiges?",
  ],
  ...[
    "saignement\\w*",
    "maux de tete",
    "surdos\\w*",
    "enceinte",
    "grossesse",
    "decede\\w*",
    "demangeaison\\w*",
  ],
];

/** Words of a side effect or a complaint: a rep who heard of one tells safety, not the HCP (MLR-14). */
export const ADVERSE: readonly RegExp[] = [
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${ADVERSE_WORDS.join("|")})(?![\\p{L}\\p{N}])`, "gu"),
  // anywhere, also inside of a word: German writes compounds
  new RegExp(ILLNESS_STEMS.map(apart).join("|"), "gu"),
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${ILLNESS_WORDS.join("|")})(?![\\p{L}\\p{N}])`, "gu"),
];

/** The words of a phrase may be parted by any sign. */
function apart(phrase: string): string {
  return phrase.replaceAll(" ", "[^\\p{L}\\p{N}]+");
}

/** Telling an HCP what they looked at (MLR-13): nobody likes to be watched. */
export const WATCHED: readonly RegExp[] = [
  /\byou(?:'ve| have|)? (?:already )?(?:watched|viewed|opened|clicked|read|visited|replayed|looked at)\b/g,
  /\bsie (?:haben |hatten )?.{0,30}\b(?:angesehen|angeschaut|geoffnet|gelesen|geklickt|besucht)\b/g,
  /\bvous (?:avez|aviez) .{0,20}\b(?:regarde|vu|ouvert|lu|clique|visite|consulte)/g,
  /\b(?:i|we) (?:saw|noticed|see|can see) (?:that )?you\b/g,
];
