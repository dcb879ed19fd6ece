import * as z from "zod";
import { Sha256 } from "../model/ids.ts";
import { InstantText } from "../model/time.ts";

/** Who did it: a signed-in user, an HCP on a page, the system, or a provider's event (domain-rules 0.2). */
export const Actor = z.object({
  type: z.enum(["user", "hcp", "system", "provider"]),
  id: z.string(),
  role: z.string().optional(),
});
export type Actor = z.output<typeof Actor>;

/**
 * One link of an object's hash chain (INV-10). `hash` = SHA-256 of the canonical JSON of the link without `hash`;
 * `previousHash` is the hash of the link before, or 64 zeros for the first.
 */
export const AuditLink = z.object({
  chain: z.string(),
  sequence: z.int().positive(),
  at: InstantText,
  actor: Actor,
  action: z.string(),
  object: z.object({
    type: z.string(),
    id: z.string(),
    version: z.string().optional(),
    sha256: Sha256.optional(),
  }),
  before: z.record(z.string(), z.unknown()).optional(),
  after: z.record(z.string(), z.unknown()).optional(),
  reason: z.string().optional(),
  ruleIds: z.array(z.string()).optional(),
  previousHash: Sha256,
  hash: Sha256,
});
export type AuditLink = z.output<typeof AuditLink>;
