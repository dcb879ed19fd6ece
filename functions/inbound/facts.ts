/** What other capabilities may read of what came in. */
export { type Question, questionsOf } from "./question-store.ts";
export { findInboundText } from "./text-store.ts";
