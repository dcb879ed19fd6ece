import { describe, expect, it } from "vitest";
import { parseReply } from "./parse-reply.ts";
import { LONE_REVOCATIONS } from "./reply-words.ts";

const english = [
  [
    "Please, would you kindly not send me any more of these",
    "never text me again",
    "Don't ever text me again",
  ],
  ["I don't want this", "I do not wish to receive these", "I wish to be removed", "take my number off"],
  ["unsub", "cease", "enough", "STOP1", "ST0P", "5top", "unsubscr1be", "2STOP", "c4ncel"],
  [
    "I'd rather you did not contact me",
    "I asked you not to text me",
    "You are not allowed to text this number",
  ],
  ["Kindly refrain, I don't like these messages", "I never signed up for this", "Who gave you my number?"],
  ["Take me off this list please", "Remove this cell number", "please delete our contact details"],
  ["We'd like to be taken off", "I want these messages to stop", "I said stop", "No further texts please"],
  ["I've had enough of this", "Enough already!", "enough for today, thanks", "I am not really interested"],
  ["Do not bother me", "Never message us", "Don't you dare text me", "Leave us alone", "no thanks", "No."],
  ["I want to unsuscribe", "please cancel my subscription", "I hereby revoke", "I opted out weeks ago"],
  [
    "I do not consent",
    "Please refrain from texting me",
    "delete number",
    "Nobody here wants these",
    "S.T.0.P",
  ],
  ["I don't want to be contacted", "I would prefer not to receive these", "Don't call me", "Go away"],
].flat();
const french = [
  [
    "Je me désabonne",
    "Retirez mon numéro",
    "Enlevez-moi de votre liste",
    "Veuillez me retirer de votre liste",
  ],
  [
    "Merci d'effacer mes coordonnées",
    "Ne m'envoyez plus de messages",
    "N'écrivez pas",
    "ne pas me contacter",
  ],
  [
    "Ne m'écris jamais",
    "Je n'en veux plus",
    "Je ne veux pas recevoir ces messages",
    "Ça suffit !",
    "Non merci",
  ],
  ["Cela ne m'intéresse pas", "Plus de textos svp", "Laisse-moi tranquille", "Je m'oppose à vos envois"],
  ["Arrête de m'écrire", "Stoppez vos messages", "Je me désinscris", "Enlève mon nom de la liste"],
  ["Je souhaite être retiré de votre liste", "Je veux plus de vos SMS", "Je refuse ces messages"],
].flat();
const german = [
  ["Bitte keine weiteren Nachrichten", "Nehmen Sie mich bitte aus dem Verteiler", "Keine einzige SMS mehr"],
  ["Bitte mich aus dem Verteiler streichen", "Nimm mich von der Liste", "Streichen Sie meine Nummer"],
  ["Meine Handynummer bitte löschen", "Ich melde mich ab", "Melden Sie mich bitte ab", "Ich will das nicht"],
  ["Schreiben Sie mir nicht", "Schicken Sie mir bitte nichts", "Ich möchte nicht kontaktiert werden"],
  ["Ich möchte keine Werbung", "Das interessiert mich nicht", "Kein Bedarf", "Es reicht!", "Nein danke"],
  ["Hiermit widerrufe ich", "Hört auf", "Ich bin nicht interessiert", "Tragen Sie mich aus"],
  ["Ich will gelöscht werden", "Bitte unterlassen Sie das", "Kontaktieren Sie mich nicht"],
].flat();
const southern = [
  ["No me mandes más mensajes", "No me envíes nada", "No me escribas", "No vuelvas a escribirme", "Bórrame"],
  ["Quítame de la lista", "Elimina mi número", "Quiero darme de baja", "Dame de baja", "Dejadme en paz"],
  ["Deja de escribirme", "No estoy interesado", "Nunca más", "Sin más mensajes", "No, gracias"],
  [
    "Non mandatemi più messaggi",
    "Non mi scrivere",
    "Toglietemi dalla lista",
    "Cancellami",
    "Mi tolga dalla lista",
  ],
  [
    "Smettila",
    "Smettete di scrivermi",
    "Cancellate il mio numero",
    "Non sono interessata",
    "Lasciatemi in pace",
  ],
  ["Non inviate altri SMS", "Non contattarmi più", "No grazie", "Niente più messaggi"],
  [
    "Não me mande mais mensagens",
    "Não envie mais",
    "Retire meu número",
    "Remova-me da lista",
    "Me tire da lista",
  ],
  ["Pare de me mandar mensagens", "Não tenho interesse", "Chega!", "Deixe-me em paz", "Não, obrigado"],
  ["Não escreva mais", "Quero cancelar a subscrição", "Nunca mais"],
  ["Vorrei essere cancellato", "Quero ser removido", "Quiero que me borren", "Non m'interessa"],
].flat();

/** What is asked, told or arranged: nobody's permission is in it. */
const innocent = [
  ["Let me be clear: I like it", "The patient had enough tablets for a week", "Keep me posted"],
  [
    "Don't stop",
    "I want this",
    "I don't want to miss it",
    "Please don't hesitate to text me",
    "See you Tuesday",
  ],
  [
    "When should a patient stop the drug?",
    "Should I take my patient off warfarin first?",
    "What is the dose?",
  ],
  [
    "You did not send me the study",
    "Did you not send me the link?",
    "Don't forget to text me",
    "I want these",
  ],
  ["Patients do not want to be injected, is there a tablet?", "Is one tablet enough in renal failure?"],
  [
    "My patients never stop asking about it",
    "Not yet",
    "I am interested",
    "I never got it, please send again",
  ],
  ["It is unsuitable for children, right?", "Text me at 5", "Phase 3 or phase 4?", "Unsure about the dose"],
  ["Je veux plus de détails", "Contactez-moi plus tard", "Vous ne m'avez pas envoyé l'étude", "J'arrive"],
  ["Quand le patient arrête-t-il le traitement ?", "N'hésitez pas à m'appeler", "Je ne veux pas rater ça"],
  [
    "Wann soll der Patient das Mittel absetzen?",
    "Zögern Sie nicht, mir zu schreiben",
    "Schicken Sie mir das",
  ],
  ["Ich habe keine Nachricht bekommen", "Nehmen die Patienten das morgens?", "Kein Problem", "Bis Dienstag"],
  ["No dude en llamarme", "No me enviaron el estudio", "Para el martes, por favor", "Mándame más datos"],
  [
    "El paciente está de baja",
    "Non ho ricevuto il messaggio",
    "Quando smettere la terapia?",
    "Mi scriva domani",
  ],
  ["Messaggio non inviato?", "Me tire uma dúvida", "Não recebi a mensagem", "Quando parar o remédio?"],
].flat();

describe("a text in people's own words (domain-rules 2.7)", () => {
  it.each([...english, ...french, ...german, ...southern])("CON-13: revokes by its form: %s", (text) => {
    expect(parseReply(text).kind).toBe("stop");
  });

  it.each(innocent)("is left to a person where it revokes nothing: %s", (text) => {
    expect(parseReply(text)).toEqual({ kind: "other", rule: "6", screen: true });
  });

  it.each(LONE_REVOCATIONS)("CON-13: revokes when it is nothing but: %s", (text) => {
    expect(parseReply(`${text.toUpperCase()}!!`).kind).toBe("stop");
  });

  it("is obeyed where it is doubtful, and read by a person besides", () => {
    for (const text of [
      "enough for today, thanks",
      "Don't call me",
      "Who gave you my number?",
      "I don't want it now",
    ])
      expect([text, parseReply(text)]).toEqual([text, { kind: "stop", rule: "3", screen: true }]);
    expect(parseReply("never text me again")).toEqual({ kind: "stop", rule: "3", screen: false });
  });

  it("is obeyed and read by a person when it tells of a side effect as well", () => {
    for (const text of [
      "My patient got a rash, I don't want this",
      "Übelkeit nach der zweiten Dosis. Nehmen Sie mich aus dem Verteiler",
      "Ne m'écrivez plus, mon patient a des vertiges",
      "Numb fingers since Monday. Take my number off",
    ])
      expect([text, parseReply(text)]).toEqual([text, { kind: "stop", rule: "3", screen: true }]);
    // a number is not numb
    expect(parseReply("take my number off")).toEqual({ kind: "stop", rule: "3", screen: false });
  });

  it("is read in no time, however long it is and whatever it repeats", () => {
    for (const piece of ["not ", "dont want ", "no me ", "ne me ", "keine ", "take my ", "a", "schreib "]) {
      const started = performance.now();
      parseReply(piece.repeat(2000 / piece.length));
      expect([piece, performance.now() - started < 1000]).toEqual([piece, true]);
    }
  });
});
