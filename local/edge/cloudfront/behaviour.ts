/** Which cache behaviour of a distribution a path takes. */
import type { DistributionPlan } from "../../plan/plan.ts";

export type Behaviour = DistributionPlan["behaviours"][number];

/** The first behaviour whose pattern matches, in the plan's order of precedence; `*` comes last. */
export function behaviourFor(behaviours: readonly Behaviour[], path: string): Behaviour | undefined {
  return behaviours.find((behaviour) => pathMatches(behaviour.path, path));
}

/** `*` stands for any characters, `?` for one; case-sensitive; the leading slash may be left out. */
export function pathMatches(pattern: string, path: string): boolean {
  if (pattern === "*") return true;
  const absolute = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : `/${pattern}`;
  return wildcard(absolute).test(path);
}

/** A regular expression for CloudFront's two wildcards over the whole text. */
export function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, (character) =>
    character === "*" ? "[\\s\\S]*" : character === "?" ? "[\\s\\S]" : `\\${character}`,
  );
  return new RegExp(`^${source}$`);
}
