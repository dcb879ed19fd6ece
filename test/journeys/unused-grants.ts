import type { Acknowledgement } from "../../local/commands/completeness.ts";

/**
 * What no journey uses although the template has it, each with the reason. `npm run usage` fails for anything else that
 * is unused, and for a line here that nothing needs any more.
 */
export const ACKNOWLEDGED: readonly Acknowledgement[] = [];
