import { AwsError } from "../../runtime-ports.ts";
import type { Input } from "./request-input.ts";

/** Parameters from before expressions. The engine accepts and ignores some of them, which would lose a condition. */
const LEGACY = [
  "AttributesToGet",
  "AttributeUpdates",
  "ConditionalOperator",
  "Expected",
  "KeyConditions",
  "QueryFilter",
  "ScanFilter",
];

const CLAUSE = /(?<![#:\w.])(SET|REMOVE|ADD|DELETE)(?=\s)/gi;

/** The document paths that an update expression's ADD and DELETE clauses change, each as it is written. */
export function addedPaths(updateExpression: string): { clause: "ADD" | "DELETE"; path: string }[] {
  const starts = [...updateExpression.matchAll(CLAUSE)];
  return starts.flatMap((start, index) => {
    const clause = start[1]?.toUpperCase();
    if (clause !== "ADD" && clause !== "DELETE") return [];
    const body = updateExpression.slice(start.index + start[0].length, starts[index + 1]?.index);
    return body.split(",").flatMap((part) => {
      const path = part.trim().split(/\s+/)[0] ?? "";
      return path === "" ? [] : [{ clause, path }];
    });
  });
}

function refuseNested(updateExpression: string | undefined): void {
  for (const { clause, path } of addedPaths(updateExpression ?? ""))
    if (/[.[]/.test(path))
      throw new AwsError(
        400,
        "ValidationException",
        `Invalid UpdateExpression: ${clause} works on top-level attributes only, not on the document path ${path}`,
      );
}

/**
 * Refuses what must not be relied on although the engine would take it: ADD and DELETE on nested paths, parameters
 * from before expressions.
 * @throws AwsError ValidationException
 */
export function refuse(input: Input): void {
  const legacy = LEGACY.find((name) => input[name] !== undefined);
  if (legacy !== undefined)
    throw new AwsError(
      400,
      "ValidationException",
      `The legacy parameter ${legacy} is not hosted; use an expression.`,
    );
  refuseNested(input.UpdateExpression);
  for (const entry of input.TransactItems ?? [])
    for (const { UpdateExpression } of Object.values(entry)) refuseNested(UpdateExpression);
}
