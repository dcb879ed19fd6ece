import { compileLeaf, type Leaf, type LeafMatcher } from "./leaf-matchers.ts";

/** Thrown for a pattern EventBridge would refuse; the message names the operator or field. */
class InvalidEventPattern extends Error {
  override readonly name = "InvalidEventPatternException";
}

/** Decides whether an event (parsed JSON) matches. */
export type EventMatcher = (event: unknown) => boolean;

/**
 * Compiles an EventBridge event pattern: every field must match (AND), one of a field's alternatives suffices (OR),
 * `$or` joins whole sub-patterns. A list in the event matches when one of its elements does; fields of objects in a
 * list must match within one element.
 */
export function compileEventPattern(pattern: Readonly<Record<string, unknown>>): EventMatcher {
  const fields = Object.entries(pattern).map(([field, condition]) => {
    if (field === "$or" && isOrOfPatterns(condition)) return compileOr(condition);
    return compileField(field, condition);
  });
  if (fields.length === 0) throw new InvalidEventPattern("Empty event pattern is not allowed");
  return (event) => fields.every((matches) => matches(event));
}

function compileOr(alternatives: readonly Readonly<Record<string, unknown>>[]): EventMatcher {
  const matchers = alternatives.map(compileEventPattern);
  return (event) => matchers.some((matches) => matches(event));
}

function compileField(field: string, condition: unknown): EventMatcher {
  if (Array.isArray(condition)) {
    if (condition.length === 0) throw new InvalidEventPattern(`Empty arrays are not allowed: "${field}"`);
    const alternatives = condition.map((value) => compileLeaf(value, refuse));
    return (event) => matchesLeaf(fieldOf(event, field), alternatives);
  }
  if (isRecord(condition)) {
    const inner = compileEventPattern(condition);
    return (event) => matchesInside(fieldOf(event, field), inner);
  }
  throw new InvalidEventPattern(`"${field}" must be an object or an array`);
}

/** A list matches when one element does, so that conditions on its objects hold together. */
function matchesInside(value: unknown, matches: EventMatcher): boolean {
  if (Array.isArray(value) && value.length > 0)
    return value.some((element) => matchesInside(element, matches));
  return matches(value);
}

function matchesLeaf(value: unknown, alternatives: readonly LeafMatcher[]): boolean {
  const leaves = leavesOf(value);
  return alternatives.some(({ present, absent }) => (leaves.length === 0 ? absent : leaves.some(present)));
}

/** The values at the end of a path. Objects are no leaves, and an empty list has none. */
function leavesOf(value: unknown): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
  ) {
    return [value];
  }
  return [];
}

function fieldOf(event: unknown, field: string): unknown {
  return isRecord(event) && Object.hasOwn(event, field) ? event[field] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** With fewer than two sub-patterns `$or` is the name of a field. */
function isOrOfPatterns(condition: unknown): condition is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(condition) && condition.length >= 2 && condition.every(isRecord);
}

function refuse(message: string): never {
  throw new InvalidEventPattern(message);
}
