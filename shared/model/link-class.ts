import * as z from "zod";

/**
 * Who was behind a request of a link or a press of its button. `unknown` is an answer like the others: it is stored and
 * shown as such, and nothing acts on it (INV-11, domain-rules 3.5).
 */
export const LinkClass = z.enum(["human", "machine", "unknown"]);
export type LinkClass = z.output<typeof LinkClass>;

/** What was pressed with, as the gate's script saw it; `untrusted` = a program made the press, `none` = nobody pressed. */
export const PressedBy = z.enum(["mouse", "touch", "pen", "key", "untrusted", "none"]);
export type PressedBy = z.output<typeof PressedBy>;
