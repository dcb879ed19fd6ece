import { BlockList, isIPv6 } from "node:net";
import { matchesArn, matchesWildcard } from "./wildcard.ts";

/** Condition keys of a request. Keys are compared without regard to case. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;
type Condition = Readonly<Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>>;

type Compare = (given: string, wanted: string) => boolean;

const sameIgnoringCase: Compare = (given, wanted) => given.toLowerCase() === wanted.toLowerCase();
const numeric =
  (decide: (given: number, wanted: number) => boolean): Compare =>
  (given, wanted) => {
    const [left, right] = [Number(given), Number(wanted)];
    return given.trim() !== "" && !Number.isNaN(left) && !Number.isNaN(right) && decide(left, right);
  };
const date =
  (decide: (given: number, wanted: number) => boolean): Compare =>
  (given, wanted) => {
    const [left, right] = [Date.parse(given), Date.parse(wanted)];
    return !Number.isNaN(left) && !Number.isNaN(right) && decide(left, right);
  };

function insideRange(given: string, range: string): boolean {
  const [network = "", prefix] = range.split("/");
  const family = isIPv6(network) ? "ipv6" : "ipv4";
  const list = new BlockList();
  try {
    list.addSubnet(network, Number(prefix ?? (family === "ipv6" ? 128 : 32)), family);
    return list.check(given, isIPv6(given) ? "ipv6" : "ipv4");
  } catch {
    return false;
  }
}

const equal: Compare = (given, wanted) => given === wanted;
const like: Compare = (given, wanted) => matchesWildcard(wanted, given);
const arn: Compare = (given, wanted) => matchesArn(wanted, given);

const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: sameIgnoringCase,
  StringLike: like,
  ArnEquals: arn,
  ArnLike: arn,
  Bool: sameIgnoringCase,
  BinaryEquals: equal,
  IpAddress: insideRange,
  NumericEquals: numeric((given, wanted) => given === wanted),
  NumericLessThan: numeric((given, wanted) => given < wanted),
  NumericLessThanEquals: numeric((given, wanted) => given <= wanted),
  NumericGreaterThan: numeric((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numeric((given, wanted) => given >= wanted),
  DateEquals: date((given, wanted) => given === wanted),
  DateLessThan: date((given, wanted) => given < wanted),
  DateLessThanEquals: date((given, wanted) => given <= wanted),
  DateGreaterThan: date((given, wanted) => given > wanted),
  DateGreaterThanEquals: date((given, wanted) => given >= wanted),
};
/** A negated operator holds for a value that none of the wanted ones equals. */
const NEGATED: Readonly<Record<string, Compare>> = {
  StringNotEquals: equal,
  StringNotEqualsIgnoreCase: sameIgnoringCase,
  StringNotLike: like,
  ArnNotEquals: arn,
  ArnNotLike: arn,
  NotIpAddress: insideRange,
  NumericNotEquals: numeric((given, wanted) => given === wanted),
  DateNotEquals: date((given, wanted) => given === wanted),
};

function lookUp(context: ConditionContext, key: string): readonly string[] | undefined {
  const wanted = key.toLowerCase();
  for (const [name, value] of Object.entries(context))
    if (name.toLowerCase() === wanted) return typeof value === "string" ? [value] : value;
  return undefined;
}

const asTexts = (value: string | boolean | readonly string[]): readonly string[] =>
  typeof value === "object" ? value : [String(value)];

/**
 * Decides one operator for one key.
 * @throws for an operator that IAM does not have, or that is not evaluated here: guessing would open a door
 */
function operatorHolds(
  operator: string,
  wanted: readonly string[],
  given: readonly string[] | undefined,
): boolean {
  const [, set, bare = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (bare === "Null")
    return (wanted[0]?.toLowerCase() === "true") === (given === undefined || given.length === 0);
  const negated = Object.hasOwn(NEGATED, bare);
  const compare = negated ? NEGATED[bare] : Object.hasOwn(OPERATORS, bare) ? OPERATORS[bare] : undefined;
  if (compare === undefined) throw new Error(`the condition operator ${operator} is not evaluated locally`);
  if (given === undefined || given.length === 0)
    return ifExists !== undefined || set === "ForAllValues" || (negated && set !== "ForAnyValue");
  const fits = (value: string) => {
    const matchesAny = wanted.some((candidate) => compare(value, candidate));
    return negated ? !matchesAny : matchesAny;
  };
  // Without a set operator IAM treats several values like ForAnyValue; a negated operator must hold for all of them.
  return set === "ForAllValues" || (set === undefined && negated) ? given.every(fits) : given.some(fits);
}

/** Whether all operators and keys of a `Condition` hold for a request. */
export function conditionHolds(condition: Condition | undefined, context: ConditionContext): boolean {
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      operatorHolds(operator, asTexts(wanted), lookUp(context, key)),
    ),
  );
}
