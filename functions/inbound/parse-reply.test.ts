import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withinOneEdit } from "../../shared/model/one-edit.ts";
import { normaliseReply } from "./normalise-reply.ts";
import { parseReply } from "./parse-reply.ts";
import { STOP_BEGINNINGS, STOP_WORDS, WRONG_NUMBERS } from "./reply-words.ts";
import { REVOCATIONS } from "./revocations.ts";

const kindOf = (text: string) => parseReply(text).kind;

describe("a text message (domain-rules 2.7)", () => {
  it("vector 2: withdraws", () => {
    for (const text of [
      "stop",
      "STOP.",
      "Stop please",
      "opt out",
      "OPT-OUT",
      "revoke",
      "Please stop texting me",
      "🛑",
      "no más",
      "unsuscribe",
      "quit it",
    ])
      expect([text, parseReply(text)]).toEqual([
        text,
        expect.objectContaining({ kind: "stop", screen: false }),
      ]);
  });

  it("vector 2: asks for help", () => {
    expect(kindOf("help?")).toBe("help");
  });

  it("vector 2: withdraws and is read by a person; pauses; is read by a person only", () => {
    expect(parseReply("Stop by my office Tuesday")).toEqual({ kind: "stop", rule: "2b", screen: true });
    expect(parseReply("Cancel Tuesday's call")).toEqual({ kind: "pause", rule: "2c", screen: true });
    expect(parseReply("I'll be at the bus stop")).toEqual({ kind: "other", rule: "6", screen: true });
  });

  it.each([
    ...[
      "stopall",
      "stop all",
      "quit",
      "end",
      "optout",
      "cancel",
      "unsubscribe",
      "remove",
      "td",
      "arret",
      "arrêt",
    ],
    ...[
      "desabonner",
      "désabonner",
      "alto",
      "parar",
      "baja",
      "stopp",
      "abmelden",
      "cancella",
      "ARRÊT!",
      "S.T.O.P",
    ],
    ...[
      "ｓｔｏｐ",
      "“stop”",
      "st\u200bop",
      "Stop!!! 😡",
      "❌",
      "🚫 pls",
      "unsubscribe me",
      "STOPALL now",
      "unsubsrcibe",
    ],
  ])("CON-13: %s withdraws, also where the provider's own list would not", (text) => {
    expect(kindOf(text)).toBe("stop");
  });

  it.each([
    "take me off your list",
    "don’t text me again",
    "I am not interested, thanks",
    "Lass das!",
    "Bitte keine SMS mehr",
    "Kein Interesse",
    "Merci de ne plus m’écrire",
    "Arrêtez",
    "Pas intéressé",
    "no me interesa",
    "Basta!",
    "Cancel it, no more texts",
    "I no longer want these",
    "Ne me contactez plus",
    "Ne m'écrivez plus",
    "Ne m’envoyez plus rien",
    "Je ne veux plus recevoir vos messages",
    "Je ne souhaite plus être contacté",
    "Désinscription",
    "Cessez de m'écrire",
    "Supprimez mon numéro",
    "Je retire mon consentement",
    "Plus aucun message",
    "Lassen Sie mich in Ruhe",
    "Löschen Sie meine Nummer",
    "No me contacte más",
    "Non mi scrivete",
    "Não me contacte",
  ])("CON-13: natural language withdraws: %s", (text) => {
    expect(kindOf(text)).toBe("stop");
  });

  it.each(["Wrong number", "sorry, wrong number!", "Falsche Nummer", "Mauvais numéro", "Número equivocado"])(
    "CON-3: %s is somebody else's number",
    (text) => {
      expect(kindOf(text)).toBe("wrong_number");
    },
  );

  it.each([
    ["HELP", "help"],
    ["Info", "help"],
    ["aide svp", "help"],
    ["Hilfe", "help"],
    ["ayuda", "help"],
    ["START", "start"],
    ["unstop", "start"],
    ["Subscribe", "start"],
    ["YES", "yes"],
    ["Ja.", "yes"],
    ["Oui", "yes"],
    ["Sí", "yes"],
    ["End of June works for me", "pause"],
    ["remote", "stop"],
    ["See you on Tuesday", "other"],
    ["Je veux plus de détails sur l'étude", "other"],
    ["Contactez-moi plus tard", "other"],
    ["Ich lese es am Wochenende in Ruhe", "other"],
    ["I don't want to miss it", "other"],
    ["My patient got a rash after the 2nd dose", "other"],
    ["yes please call me", "other"],
    ["", "other"],
  ])("reads %s as %s", (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });
});

const anyText = fc.string({ unit: "grapheme", maxLength: 60 });
const shouted = (word: string) =>
  fc.constantFrom(word, word.toUpperCase(), `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
const around = fc.constantFrom("", " ", ".", "!", "\n", "…", '"', " - ", "🙄");

describe("a text message, whatever it says", () => {
  it("normalises to the same text again", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: "binary" })), (text) => {
        const once = normaliseReply(text);
        expect(normaliseReply(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it("CON-13: withdraws when it is a STOP word, however it is written", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STOP_WORDS).chain(shouted), around, around, (word, before, after) => {
        expect(kindOf(`${before}${word}${after}`)).toBe("stop");
      }),
    );
  });

  it("CON-13: withdraws when it begins with stop, stopall, unsubscribe, revoke or opt out", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STOP_BEGINNINGS).chain(shouted), anyText, (word, rest) => {
        expect(["stop", "wrong_number"]).toContain(kindOf(`${word} ${rest}`));
      }),
      { numRuns: 2000 },
    );
  });

  it("CON-13: when unsure it is STOP: a revocation anywhere is never less, and a stop word in front at least pauses", () => {
    const phrase = fc.constantFrom(...REVOCATIONS, ...WRONG_NUMBERS);
    fc.assert(
      fc.property(anyText, phrase, anyText, (before, said, after) => {
        expect(["stop", "wrong_number"]).toContain(kindOf(`${before} ${said} ${after}`));
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...STOP_WORDS), anyText, (word, rest) => {
        expect(["stop", "wrong_number", "pause"]).toContain(kindOf(`${word} ${rest}`));
      }),
    );
  });

  it("forgives one slip in a long word, and none in a short one", () => {
    const long = STOP_WORDS.filter((word) => word.length >= 7 && !word.includes(" "));
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(6), (word, at) => {
        expect(kindOf(word.slice(0, at) + word.slice(at + 1))).toBe("stop");
      }),
    );
    expect(kindOf("stup")).toBe("other");
    expect([withinOneEdit("revoke", "revoek"), withinOneEdit("revoke", "rovoek")]).toEqual([true, false]);
  });
});
