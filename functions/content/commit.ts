import { AppError } from "../../shared/contracts/errors.ts";
import type { ContentVersion } from "../../shared/model/content.ts";
import { backOff, type TransactPart, transact } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";
import type { Decided } from "./version-state.ts";

/** Rivals of one version are few people; six rounds of fresh facts outlast them. */
const ATTEMPTS = 6;

/**
 * Gathers facts, decides and writes in one transaction; when a rival was faster, all of it again with fresh facts.
 * @param gather throws AppError when the answer is no
 * @throws AppError conflict when rivals do not stop
 */
export async function commit<Result>(
  deps: RecordsTable,
  gather: () => Promise<{ readonly parts: readonly TransactPart[]; readonly result: Result }>,
): Promise<Result> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { parts, result } = await gather();
    const outcome = await transact(deps.tables, parts);
    if (outcome.kind === "committed") return result;
    await backOff(attempt);
  }
  throw new AppError(
    "conflict",
    "Others are changing this at the moment. Read it again and repeat your change.",
  );
}

/** The decided version. @throws AppError with the refusal's code, sentence and field */
export function orRefuse<V extends ContentVersion>(decision: Decided<V>): V {
  if (decision.kind === "decided") return decision.version;
  const { code, detail, field } = decision;
  throw new AppError(code, detail, field === undefined ? {} : { field });
}

/** For ids that lead to nothing. */
export function noSuchVersion(): AppError {
  return new AppError("not_found", "There is no version here for you.");
}
