import type { CallName } from "./client.ts";

/**
 * What a call may have done when its answer is lost: nothing (`none`), the same as a second try would (`same`), or
 * something that a second try would do once more (`another`).
 */
export type Effect = "none" | "same" | "another";

/** Asked by POST because of what they take; they leave nothing that a person would find again. */
const ASKS: ReadonlySet<string> = new Set<CallName>([
  "dryRun",
  "openMailPreview",
  "openWordingPreview",
  "openSpacePreview",
  "signParts",
]);
/** Neither a key nor a revision nor a state keeps these from happening twice. */
const MAKES_ANOTHER: ReadonlySet<string> = new Set<CallName>([
  "addComment",
  "createContent",
  "createTemplate",
]);

/** Pure: the effect of a call by its name and method. */
export function effectOf(name: string, method: string): Effect {
  if (method === "GET" || ASKS.has(name)) return "none";
  return MAKES_ANOTHER.has(name) ? "another" : "same";
}
