/**
 * The capabilities of the product. A capability has this one name on every floor: contract file, functions folder,
 * construct, runbook heading, commit scope. A test checks that the folders of every floor are a subset of this list.
 */
export const CAPABILITIES = [
  "directory",
  "consent",
  "content",
  "media",
  "spaces",
  "messaging",
  "inbound",
  "experiments",
  "templates",
  "engagement",
  "insights",
  "lake",
  "audit",
] as const;

export type Capability = (typeof CAPABILITIES)[number];
