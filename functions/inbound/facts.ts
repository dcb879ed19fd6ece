/** What other capabilities may read of what came in. */

export { readCaseHold } from "./case-hold-store.ts";
export { type Question, questionsOf } from "./question-store.ts";
export { findInboundText } from "./text-store.ts";
