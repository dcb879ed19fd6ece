import type { AnswerWay } from "../../../../shared/model/question.ts";

/** How an answer reached somebody, as the end of a sentence. */
export const ANSWER_WAYS: Readonly<Record<AnswerWay, string>> = {
  phone: "by phone",
  message: "by message",
  in_person: "in person",
};
