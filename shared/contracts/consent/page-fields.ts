import * as z from "zod";

/** A page behind an address that nobody can guess. */
export const link = z.object({ token: z.string().regex(/^[0-9A-Za-z]{22}$/) });

/** A box of a form: a browser leaves an empty one out. */
export const ticked = z.literal("yes").optional().catch(undefined);
