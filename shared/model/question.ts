import * as z from "zod";

/** Longest question that an HCP's page takes, in UTF-16 units as a text field counts them. */
export const MOST_QUESTION_CHARACTERS = 1000;

/** What the HCP says that a question is about. Nothing narrower is offered: a list of topics would solicit (MI-1). */
export const QuestionTopic = z.enum(["talks", "medicine"]);
export type QuestionTopic = z.output<typeof QuestionTopic>;

/** Whose a question is: the rep's, or medical information's, whose texts no commercial role reads (INV-7). */
export const QuestionDesk = z.enum(["rep", "medical"]);
export type QuestionDesk = z.output<typeof QuestionDesk>;

/** How the answer reached the HCP. The platform records it and does not send it. */
export const AnswerWay = z.enum(["phone", "message", "in_person"]);
export type AnswerWay = z.output<typeof AnswerWay>;

/** What safety found in a question: nothing to report, or something that it reported in its own system. */
export const ScreeningOutcome = z.enum(["nothing", "reported"]);
export type ScreeningOutcome = z.output<typeof ScreeningOutcome>;
