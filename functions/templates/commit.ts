import { AppError } from "../../shared/contracts/errors.ts";
import type { TemplateVersion } from "../../shared/model/template.ts";
import { type TransactPart, transactFresh } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";
import type { Decided } from "./template-state.ts";

/**
 * Gathers facts, decides and writes in one transaction; when a rival was faster, all of it again with fresh facts.
 * @param gather throws AppError when the answer is no
 * @throws AppError conflict when rivals do not stop
 */
export async function commit<Result>(
  deps: RecordsTable,
  gather: () => Promise<{ readonly parts: readonly TransactPart[]; readonly result: Result }>,
): Promise<Result> {
  const results: Result[] = [];
  const outcome = await transactFresh(deps.tables, async () => {
    const { parts, result } = await gather();
    results.push(result);
    return parts;
  });
  const last = results.at(-1);
  if (outcome.kind === "committed" && last !== undefined) return last;
  throw new AppError(
    "conflict",
    "Others are changing this at the moment. Read it again and repeat your change.",
  );
}

/** The decided version. @throws AppError with the refusal's code, sentence and field */
export function orRefuse<V extends TemplateVersion>(decision: Decided<V>): V {
  if (decision.kind === "decided") return decision.version;
  const { code, detail, field } = decision;
  throw new AppError(code, detail, field === undefined ? {} : { field });
}

/** For ids that lead to nothing. */
export function noSuchTemplate(): AppError {
  return new AppError("not_found", "There is no template here for you.");
}
