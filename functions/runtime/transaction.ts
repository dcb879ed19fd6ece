import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Tables } from "./tables.ts";

type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** One item of a transaction with the name under which its refusal is reported, e.g. `consent_changed`. */
export interface TransactPart {
  readonly name: string;
  readonly item: TransactItem;
}

/** What became of a transaction. `conflict` means another transaction ran: gather fresh facts and try again. */
export type TransactOutcome =
  | { readonly kind: "committed" }
  | { readonly kind: "refused"; readonly names: readonly string[] }
  | { readonly kind: "conflict" };

/**
 * Writes all parts or none. The caller composes the parts from the doors of several capabilities.
 * @throws whatever DynamoDB throws other than a cancelled transaction
 */
export async function transact(
  tables: Tables,
  parts: readonly TransactPart[],
  token?: string,
): Promise<TransactOutcome> {
  try {
    await tables.send(
      new TransactWriteCommand({ TransactItems: parts.map((part) => part.item), ClientRequestToken: token }),
    );
    return { kind: "committed" };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = error.CancellationReasons?.map((reason) => reason.Code ?? "None") ?? [];
    const names = parts
      .filter((_, index) => codes[index] === "ConditionalCheckFailed")
      .map((part) => part.name);
    if (names.length > 0) return { kind: "refused", names };
    const retryable = [
      "TransactionConflict",
      "TransactionInProgress",
      "ThrottlingError",
      "ProvisionedThroughputExceeded",
    ];
    if (codes.some((code) => retryable.includes(code))) return { kind: "conflict" };
    throw error;
  }
}

const PUT_ATTEMPTS = 8;

/**
 * Puts an item if its condition holds. The SDK repeats a request whose answer was lost: DynamoDB knows a transaction
 * again by its token, but takes the second try of a plain put for a rival's, and nobody would hold the claim.
 * @returns whether the condition held
 * @throws Error when other transactions did not let go of the item
 */
export async function putIf(tables: Tables, put: NonNullable<TransactItem["Put"]>): Promise<boolean> {
  for (let attempt = 0; attempt < PUT_ATTEMPTS; attempt++) {
    const outcome = await transact(tables, [{ name: "condition", item: { Put: put } }]);
    if (outcome.kind !== "conflict") return outcome.kind === "committed";
    await backOff(attempt);
  }
  throw new Error(`an item of ${put.TableName} met conflicts without end`);
}

/** Waits a random time below 25 ms × 2^attempt (full jitter), so that rivals of one item spread out. */
export async function backOff(attempt: number): Promise<void> {
  const ms = Math.random() * Math.min(25 * 2 ** attempt, 1000);
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Rounds of {@link transactFresh}. */
const ROUNDS = 5;

/**
 * Writes a transaction whose parts are gathered anew before each try, so that a rival or a moved audit chain only costs
 * another round. Gives the last outcome when five rounds were not enough.
 */
export async function transactFresh(
  tables: Tables,
  gather: () => Promise<readonly TransactPart[]>,
): Promise<TransactOutcome> {
  for (let round = 1; ; round++) {
    const outcome = await transact(tables, await gather());
    if (outcome.kind === "committed" || round === ROUNDS) return outcome;
    await backOff(round);
  }
}
