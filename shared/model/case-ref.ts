import * as z from "zod";

/** What a safety or medical department calls a case in its own system, such as `PV-2026-0417`: no word about anybody. */
export const CaseRef = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{2,39}$/, "must be a case number of 3 to 40 letters, digits and hyphens");
export type CaseRef = z.output<typeof CaseRef>;
