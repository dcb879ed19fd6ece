const patterns = new Map<string, RegExp>();

/**
 * Whether a value matches an IAM pattern: `*` is any run of characters, also across `/` and `:`, `?` is one character.
 * The whole value must match.
 */
export function matchesWildcard(pattern: string, value: string, ignoreCase = false): boolean {
  if (!pattern.includes("*") && !pattern.includes("?"))
    return ignoreCase ? pattern.toLowerCase() === value.toLowerCase() : pattern === value;
  const key = `${ignoreCase ? "i" : "s"}${pattern}`;
  let expression = patterns.get(key);
  if (expression === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*+/g, ".*")
      .replace(/\?/g, ".");
    expression = new RegExp(`^${source}$`, ignoreCase ? "is" : "s");
    patterns.set(key, expression);
  }
  return expression.test(value);
}

/** Actions are compared without regard to case, as IAM does. */
export const matchesAction = (pattern: string, action: string): boolean =>
  matchesWildcard(pattern, action, true);

/** ARNs match part by part: a wildcard stays inside its part, except in the last one. */
export function matchesArn(pattern: string, arn: string): boolean {
  const parts = (text: string): string[] => {
    const [head, partition, service, region, account, ...rest] = text.split(":");
    return [head, partition, service, region, account].map((part) => part ?? "").concat(rest.join(":"));
  };
  if (pattern === "*") return true;
  const left = parts(pattern);
  const right = parts(arn);
  return left.every((part, index) => matchesWildcard(part, right[index] ?? ""));
}
