import type { PageLanguage } from "./words.ts";

/** What the pages of a question say; apart from the other words, because only these pages load them. */
export interface QuestionWords {
  readonly title: string;
  readonly intro: string;
  readonly about: string;
  readonly talks: readonly [title: string, reader: string];
  readonly medicine: readonly [title: string, reader: string];
  readonly text: string;
  readonly noPatient: string;
  readonly by: string;
  readonly everyone: string;
  readonly send: string;
  readonly fault: Readonly<Record<"topic" | "empty" | "long" | "unprintable" | "many" | "again", string>>;
  readonly received: string;
  readonly withRep: string;
  readonly withMedical: string;
  readonly flagged: string;
  readonly another: string;
  readonly notYours: string;
  readonly notYoursText: string;
}

/** The words of a question's pages in each language. Places as in `Words`. */
export const QUESTION_WORDS: Readonly<Record<PageLanguage, QuestionWords>> = {
  en: {
    title: "Ask a question",
    intro: "A person reads it and answers by telephone or in a message.",
    about: "What is it about?",
    talks: ["Our talks or an appointment", "{rep} reads it."],
    medicine: ["A medicine", "Medical information reads it, not {rep}."],
    text: "Your question",
    noPatient: "Please do not include names or other details that identify a patient.",
    by: "You have an answer by {date}.",
    everyone:
      "Our safety team also reads every question. What sounds like a medicine or an illness goes to medical information.",
    send: "Send question",
    fault: {
      topic: "Please choose what it is about. It decides who reads it.",
      empty: "Please write your question first.",
      long: "Please shorten your question to {n} characters.",
      unprintable: "Your question holds a character that cannot be kept. Please type it without its format.",
      many: "Your last questions are with us. For another one now, please ring {phone}. This one was not sent.",
      again: "This page was open for a long time. Please press the button once more.",
    },
    received: "Your question was received",
    withRep: "{rep} reads it and answers by {date}.",
    withMedical: "Medical information reads it and answers by {date}. {rep} cannot see what you wrote.",
    flagged: "This also goes to our safety team now. They may contact you. If it is urgent, ring {phone}.",
    another: "Ask another question",
    notYours: "Please ask by telephone",
    notYoursText:
      "You continued without a name, so nobody could answer you here. Open the link again to ask as its addressee.",
  },
  de: {
    title: "Eine Frage stellen",
    intro: "Ein Mensch liest sie und antwortet am Telefon oder mit einer Nachricht.",
    about: "Worum geht es?",
    talks: ["Unsere Gespräche oder einen Termin", "{rep} liest sie."],
    medicine: ["Ein Arzneimittel", "Die medizinische Information liest sie, nicht {rep}."],
    text: "Ihre Frage",
    noPatient: "Bitte keine Namen oder anderen Angaben, an denen man einen Patienten erkennt.",
    by: "Sie haben eine Antwort bis {date}.",
    everyone:
      "Unsere Arzneimittelsicherheit liest jede Frage mit. Was nach Arzneimittel oder Krankheit klingt, geht an die medizinische Information.",
    send: "Frage senden",
    fault: {
      topic: "Bitte wählen Sie, worum es geht. Danach richtet sich, wer sie liest.",
      empty: "Bitte schreiben Sie zuerst Ihre Frage.",
      long: "Bitte kürzen Sie Ihre Frage auf {n} Zeichen.",
      unprintable:
        "Ihre Frage enthält ein Zeichen, das nicht gespeichert werden kann. Bitte tippen Sie sie ohne Formatierung.",
      many: "Ihre letzten Fragen sind bei uns. Für eine weitere rufen Sie jetzt bitte {phone} an. Diese wurde nicht gesendet.",
      again: "Diese Seite war lange offen. Bitte drücken Sie den Knopf noch einmal.",
    },
    received: "Ihre Frage ist angekommen",
    withRep: "{rep} liest sie und antwortet bis {date}.",
    withMedical:
      "Die medizinische Information liest sie und antwortet bis {date}. {rep} sieht nicht, was Sie geschrieben haben.",
    flagged:
      "Sie geht jetzt auch an unsere Arzneimittelsicherheit, die sich vielleicht meldet. Wenn es eilt, rufen Sie {phone} an.",
    another: "Noch eine Frage stellen",
    notYours: "Bitte fragen Sie am Telefon",
    notYoursText:
      "Sie sind ohne Namen hier, daher könnte Ihnen niemand antworten. Öffnen Sie den Link noch einmal, um selbst zu fragen.",
  },
  fr: {
    title: "Poser une question",
    intro: "Une personne la lit et répond par téléphone ou par message.",
    about: "Quel est le sujet ?",
    talks: ["Nos entretiens ou un rendez-vous", "{rep} la lit."],
    medicine: ["Un médicament", "L’information médicale la lit, pas {rep}."],
    text: "Votre question",
    noPatient: "N’indiquez ni nom ni détail qui identifie un patient.",
    by: "Vous avez une réponse au plus tard le {date}.",
    everyone:
      "Notre pharmacovigilance lit aussi chaque question. Ce qui semble concerner un médicament ou une maladie va à l’information médicale.",
    send: "Envoyer la question",
    fault: {
      topic: "Choisissez le sujet : il décide de qui la lit.",
      empty: "Écrivez d’abord votre question.",
      long: "Raccourcissez votre question à {n} caractères.",
      unprintable:
        "Votre question contient un caractère qui ne peut pas être gardé. Tapez-la sans mise en forme.",
      many: "Vos dernières questions sont chez nous. Pour une autre, appelez maintenant le {phone}. Celle-ci n’a pas été envoyée.",
      again: "Cette page est restée ouverte longtemps. Appuyez encore une fois sur le bouton.",
    },
    received: "Votre question est arrivée",
    withRep: "{rep} la lit et répond au plus tard le {date}.",
    withMedical:
      "L’information médicale la lit et répond au plus tard le {date}. {rep} ne voit pas ce que vous avez écrit.",
    flagged:
      "Elle va aussi maintenant à notre pharmacovigilance, qui vous contactera peut-être. Si c’est urgent, appelez le {phone}.",
    another: "Poser une autre question",
    notYours: "Posez votre question par téléphone",
    notYoursText:
      "Vous êtes ici sans nom : personne ne pourrait vous répondre. Ouvrez à nouveau le lien pour la poser vous-même.",
  },
};
