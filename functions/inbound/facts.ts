/** What other capabilities may read of what came in. */
export { readCaseHold } from "./case-hold-store.ts";
export { findInboundText } from "./text-store.ts";
