/** What a rule passes on instead of the whole event; at most one of the three is set. */
export interface TargetInput {
  /** A constant, JSON text. */
  readonly input?: string;
  /** A JSON path of the part to pass. */
  readonly inputPath?: string;
  readonly inputTransformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
}

export interface RuleNames {
  readonly ruleArn: string;
  readonly ruleName: string;
}

/** What the target receives, as JSON text (or plain text, when a template makes plain text). */
export function targetPayload(event: object, target: TargetInput, rule: RuleNames): string {
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(valueAt(event, target.inputPath) ?? null);
  if (target.inputTransformer !== undefined) return transform(event, target.inputTransformer, rule);
  return JSON.stringify(event);
}

/** `$`, `$.name`, `$['name']` and `[0]`, the parts of JSON path that EventBridge knows. */
export function valueAt(root: unknown, path: string): unknown {
  if (!path.startsWith("$")) throw new Error(`Not a JSON path: ${path}`);
  const steps = [...path.slice(1).matchAll(/\.([\w-]+)|\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/gy)];
  if (steps.reduce((length, [step]) => length + step.length, 1) !== path.length) {
    throw new Error(`JSON path ${path} is not supported.`);
  }
  return steps.reduce<unknown>((value, [, dotted, single, double, index]) => {
    const key = dotted ?? single ?? double ?? index ?? "";
    return typeof value === "object" && value !== null && Object.hasOwn(value, key)
      ? (value as Readonly<Record<string, unknown>>)[key]
      : undefined;
  }, root);
}

/**
 * Fills `<name>` placeholders. A text replaces its placeholder without quotes inside a quoted text of the template
 * and with quotes outside; everything else is JSON. Absent values become an empty text.
 */
function transform(
  event: object,
  { paths, template }: NonNullable<TargetInput["inputTransformer"]>,
  rule: RuleNames,
): string {
  const own = new Map<string, unknown>([
    ["aws.events.rule-arn", rule.ruleArn],
    ["aws.events.rule-name", rule.ruleName],
    ["aws.events.event.json", event],
    ["aws.events.event", event],
    ["aws.events.event.ingestion-time", valueAt(event, "$.time")],
    ...Object.entries(paths).map(([name, path]): [string, unknown] => [name, valueAt(event, path)]),
  ]);
  let quoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (token, name: string | undefined) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined || !own.has(name)) return token;
    const value = own.get(name) ?? "";
    if (!quoted) return JSON.stringify(value);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
}
