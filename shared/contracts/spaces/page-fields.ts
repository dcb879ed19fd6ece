import * as z from "zod";

/** A page behind an address that nobody can guess. */
export const token = z.object({ token: z.string().regex(/^[0-9A-Za-z]{22}$/) });

/** The language that somebody chose on a page; anything else is as if nothing was chosen. */
export const lang = z.enum(["en", "de", "fr"]).optional().catch(undefined);
