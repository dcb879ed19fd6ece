/** Conditions for others' transactions. */
export { casesUnchangedPart } from "./case-hold-store.ts";
