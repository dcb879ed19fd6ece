import type { MappingPlan } from "../plan/plan.ts";
import type { InvokeResult } from "../runtime-ports.ts";

/** Which messages of a batch a handler reported as failed. */
export type ItemFailures =
  | { readonly kind: "none" }
  | { readonly kind: "some"; readonly ids: ReadonlySet<string> }
  /** The report cannot be understood, so that the whole batch counts as failed. */
  | { readonly kind: "all" };

/**
 * Reads a `batchItemFailures` response as Lambda does: nothing, null or an empty list is success; an entry without an
 * identifier, or with one that is not in the batch, fails everything.
 */
export function itemFailures(payload: unknown, batch: readonly string[]): ItemFailures {
  if (typeof payload !== "object" || payload === null) return { kind: "none" };
  const failures = "batchItemFailures" in payload ? payload.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return { kind: "none" };
  if (!Array.isArray(failures)) return { kind: "all" };
  const ids = failures.map(identifierOf);
  if (ids.some((id) => id === undefined || !batch.includes(id))) return { kind: "all" };
  return ids.length === 0 ? { kind: "none" } : { kind: "some", ids: new Set(ids.flatMap((id) => id ?? [])) };
}

function identifierOf(failure: unknown): string | undefined {
  if (typeof failure !== "object" || failure === null || !("itemIdentifier" in failure)) return undefined;
  return typeof failure.itemIdentifier === "string" && failure.itemIdentifier !== ""
    ? failure.itemIdentifier
    : undefined;
}

/** What a poller does after it invoked a function with a batch of a stream. Indices count within that batch. */
export type NextStep =
  | { readonly kind: "done" }
  /** Deliver the records from `from` on again; those before are done. */
  | { readonly kind: "retry"; readonly from: number; readonly attempts: number }
  /** Deliver [from, at) and then what follows, each as a batch of its own. */
  | { readonly kind: "split"; readonly from: number; readonly at: number; readonly attempts: number }
  | { readonly kind: "discard"; readonly from: number; readonly attempts: number };

/**
 * Decides the next step. `attempts` is how many failed invocations have counted so far. A batch that never reached
 * the function is tried again for ever; halving a batch, or going on behind reported successes where halving is on,
 * uses up no retry.
 */
export function afterInvocation(
  mapping: Pick<MappingPlan, "retries" | "bisect" | "reportsItemFailures">,
  batch: readonly string[],
  result: InvokeResult,
  attempts: number,
): NextStep {
  if (!result.ok && result.reached === false) return { kind: "retry", from: 0, attempts };
  let from = 0;
  if (result.ok) {
    const failures = mapping.reportsItemFailures
      ? itemFailures(result.payload, batch)
      : { kind: "none" as const };
    if (failures.kind === "none") return { kind: "done" };
    if (failures.kind === "some") from = batch.findIndex((id) => failures.ids.has(id));
    if (mapping.bisect && from > 0) return { kind: "retry", from, attempts };
  }
  const left = batch.length - from;
  if (mapping.bisect && left > 1) return { kind: "split", from, at: from + Math.floor(left / 2), attempts };
  const counted = attempts + 1;
  if (mapping.retries >= 0 && counted > mapping.retries) return { kind: "discard", from, attempts: counted };
  return { kind: "retry", from, attempts: counted };
}
