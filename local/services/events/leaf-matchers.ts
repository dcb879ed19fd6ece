import { cidrMatcher } from "./cidr.ts";

/** A value at the end of a path in an event. */
export type Leaf = string | number | boolean | null;

/** One alternative of a field: what a present leaf must fulfil, and whether an absent one will do. */
export interface LeafMatcher {
  readonly present: (value: Leaf) => boolean;
  readonly absent: boolean;
}

type Refuse = (message: string) => never;
type Test = (value: Leaf) => boolean;

/** Compiles one element of a field's list of alternatives; `refuse` throws for what EventBridge does not know. */
export function compileLeaf(alternative: unknown, refuse: Refuse): LeafMatcher {
  if (isLeaf(alternative)) return { present: (value) => value === alternative, absent: false };
  const [operator, operand] = single(alternative, refuse);
  if (operator === "exists") {
    if (typeof operand !== "boolean") return refuse("exists match pattern must be either true or false.");
    return { present: () => operand, absent: !operand };
  }
  if (operator === "anything-but") {
    const test = anythingBut(operand, refuse);
    return { present: (value) => !test(value), absent: false };
  }
  return { present: compileOperator(operator, operand, refuse), absent: false };
}

function compileOperator(operator: string, operand: unknown, refuse: Refuse): Test {
  switch (operator) {
    case "prefix":
    case "suffix":
      return affix(operator, operand, refuse);
    case "equals-ignore-case": {
      const wanted = text(operator, operand, refuse).toLowerCase();
      return (value) => typeof value === "string" && value.toLowerCase() === wanted;
    }
    case "wildcard": {
      const expression = wildcard(text(operator, operand, refuse), refuse);
      return (value) => typeof value === "string" && expression.test(value);
    }
    case "numeric":
      return numeric(operand, refuse);
    case "cidr":
      return cidrMatcher(text(operator, operand, refuse), refuse);
    default:
      return refuse(`Unrecognized match type ${operator}`);
  }
}

/** What anything-but excludes: values, or one operator with one text or a list of texts. */
function anythingBut(operand: unknown, refuse: Refuse): Test {
  const excluded = Array.isArray(operand) ? operand : [operand];
  if (excluded.length === 0) return refuse("Empty arrays are not allowed: anything-but");
  if (excluded.every(isLeaf)) return (value) => excluded.includes(value);
  const [operator, inner] = single(operand, refuse);
  if (!["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(operator)) {
    return refuse(`Unsupported anything-but pattern: ${operator}`);
  }
  const tests = (Array.isArray(inner) ? inner : [inner]).map((each) =>
    compileOperator(operator, each, refuse),
  );
  return (value) => tests.some((test) => test(value));
}

function affix(operator: "prefix" | "suffix", operand: unknown, refuse: Refuse): Test {
  const ignoreCase = !isLeaf(operand);
  if (ignoreCase) {
    const [inner, wanted] = single(operand, refuse);
    if (inner !== "equals-ignore-case") return refuse(`Unsupported ${operator} pattern: ${inner}`);
    const lower = text(operator, wanted, refuse).toLowerCase();
    return (value) => typeof value === "string" && hasAffix(operator, value.toLowerCase(), lower);
  }
  const wanted = text(operator, operand, refuse);
  return (value) => typeof value === "string" && hasAffix(operator, value, wanted);
}

function hasAffix(operator: "prefix" | "suffix", value: string, wanted: string): boolean {
  return operator === "prefix" ? value.startsWith(wanted) : value.endsWith(wanted);
}

/** `*` is any characters; a backslash makes the next `*` or backslash literal. */
function wildcard(pattern: string, refuse: Refuse): RegExp {
  let source = "";
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (character === "\\") {
      index += 1;
      const escaped = pattern.charAt(index);
      if (escaped !== "*" && escaped !== "\\")
        return refuse(`Invalid escape character at pos ${index} in wildcard`);
      source += `\\${escaped}`;
    } else if (character === "*") {
      if (pattern.charAt(index + 1) === "*") return refuse(`Consecutive wildcard characters at pos ${index}`);
      source += ".*";
    } else {
      source += character.replace(/[.+?^${}()|[\]/]/, "\\$&");
    }
  }
  return new RegExp(`^${source}$`, "s");
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** `[operator, bound]` or a range of two pairs; bounds within ±5e9 as EventBridge allows. */
function numeric(operand: unknown, refuse: Refuse): Test {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    return refuse("numeric must be a list of one or two operators with their bounds.");
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const compare = comparisons[String(operand[index])];
    const bound: unknown = operand[index + 1];
    if (!compare) return refuse(`Unrecognized numeric range operator: ${String(operand[index])}`);
    if (typeof bound !== "number" || Math.abs(bound) > 5e9) {
      return refuse("Value of numeric condition must be a number between -5.0E9 and 5.0E9.");
    }
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

function text(operator: string, operand: unknown, refuse: Refuse): string {
  return typeof operand === "string" ? operand : refuse(`${operator} match pattern must be a string`);
}

function single(value: unknown, refuse: Refuse): readonly [string, unknown] {
  const entries =
    typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const [entry] = entries;
  return entry && entries.length === 1 ? entry : refuse("Only one key allowed in match expression");
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
