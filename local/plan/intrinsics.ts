/** What a template's intrinsics refer to. The functions throw when there is no such thing. */
export interface Scope {
  /** A logical id, a parameter or a pseudo parameter such as `AWS::Region`. */
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  importValue(exportName: string): unknown;
  findInMap(map: string, first: string, second: string): unknown;
  /** Whether the named condition holds. */
  condition(name: string): boolean;
}

/** `AWS::NoValue`: a property or list entry that resolves to this does not exist. */
export const NO_VALUE = Symbol("AWS::NoValue");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function asList(value: unknown, of: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${of} needs a list`);
  return value;
}

function asText(value: unknown, of: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`${of} needs text, not ${value === NO_VALUE ? "AWS::NoValue" : JSON.stringify(value)}`);
}

function attributeOf(argument: unknown, scope: Scope): [string, string] {
  if (typeof argument === "string") {
    const dot = argument.indexOf(".");
    return [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  const [logicalId, attribute] = asList(argument, "Fn::GetAtt");
  return [asText(logicalId, "Fn::GetAtt"), asText(resolveIntrinsics(attribute, scope), "Fn::GetAtt")];
}

function substitute(argument: unknown, scope: Scope): string {
  const [template, given] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = isRecord(given) ? given : {};
  return asText(template, "Fn::Sub").replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    if (Object.hasOwn(variables, name))
      return asText(resolveIntrinsics(variables[name], scope), `Fn::Sub ${name}`);
    const dot = name.indexOf(".");
    return asText(
      dot === -1 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1)),
      `Fn::Sub ${name}`,
    );
  });
}

/** Decides a condition expression: `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` or `{ Condition: name }`. */
export function holds(expression: unknown, scope: Scope): boolean {
  if (!isRecord(expression)) throw new Error("a condition needs a condition function");
  const [name, argument] = Object.entries(expression)[0] ?? [];
  switch (name) {
    case "Condition":
      return scope.condition(asText(argument, "Condition"));
    case "Fn::Equals": {
      const [left, right] = asList(argument, name).map((side) =>
        asText(resolveIntrinsics(side, scope), name),
      );
      return left === right;
    }
    case "Fn::And":
      return asList(argument, name).every((part) => holds(part, scope));
    case "Fn::Or":
      return asList(argument, name).some((part) => holds(part, scope));
    case "Fn::Not":
      return !holds(asList(argument, name)[0], scope);
    default:
      throw new Error(`the condition function ${name} is not supported`);
  }
}

function applyFunction(name: string, argument: unknown, scope: Scope): unknown {
  const inner = (value: unknown) => resolveIntrinsics(value, scope);
  switch (name) {
    case "Ref":
      return scope.ref(asText(argument, name));
    case "Fn::GetAtt":
      return scope.getAtt(...attributeOf(argument, scope));
    case "Fn::Sub":
      return substitute(argument, scope);
    case "Fn::Join": {
      const [separator, parts] = asList(argument, name);
      const list = asList(inner(parts), name).map((part) => asText(part, name));
      return list.join(asText(separator, name));
    }
    case "Fn::Split": {
      const [separator, text] = asList(argument, name);
      return asText(inner(text), name).split(asText(separator, name));
    }
    case "Fn::Select": {
      const [index, list] = asList(argument, name);
      const chosen = asList(inner(list), name)[Number(inner(index))];
      if (chosen === undefined) throw new Error(`Fn::Select ${String(index)} is outside its list`);
      return chosen;
    }
    case "Fn::If": {
      const [condition, whenTrue, whenFalse] = asList(argument, name);
      return inner(scope.condition(asText(condition, name)) ? whenTrue : whenFalse);
    }
    case "Fn::FindInMap": {
      const [map, first, second] = asList(argument, name).map((part) => asText(inner(part), name));
      return scope.findInMap(map ?? "", first ?? "", second ?? "");
    }
    case "Fn::ImportValue":
      return scope.importValue(asText(inner(argument), name));
    case "Fn::Base64":
      return Buffer.from(asText(inner(argument), name)).toString("base64");
    default:
      throw new Error(`the intrinsic ${name} is not supported`);
  }
}

/**
 * Replaces every intrinsic in a value. Dynamic references (`{{resolve:…}}`) stay text.
 * @throws naming the intrinsic when it cannot be resolved; the caller adds stack and logical id
 */
export function resolveIntrinsics(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((entry) => resolveIntrinsics(entry, scope)).filter((entry) => entry !== NO_VALUE);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value);
  const only = keys.length === 1 ? keys[0] : undefined;
  if (only === "Ref" || only?.startsWith("Fn::")) return applyFunction(only, value[only], scope);
  const resolved: Record<string, unknown> = {};
  for (const key of keys) {
    const entry = resolveIntrinsics(value[key], scope);
    if (entry !== NO_VALUE) resolved[key] = entry;
  }
  return resolved;
}
