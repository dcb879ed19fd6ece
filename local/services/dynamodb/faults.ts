import { AwsError } from "../../runtime-ports.ts";
import type { Input } from "./request-input.ts";

/** What goes wrong on AWS now and then and never on one machine. Rates are between 0 and 1. */
export interface FaultOptions {
  /** Share of TransactWriteItems that are cancelled because another transaction has one of the items. */
  readonly transactionConflictRate: number;
  /** How long a global index still shows what was before a write, in milliseconds of real time. */
  readonly gsiLagMs: number;
  /** Share of writes that succeed while the caller gets a 500. */
  readonly lostResponseRate: number;
  /** Streams have two shards, each of which ends and is continued by a child. */
  readonly rotatingShards: boolean;
  /** The same seed and the same order of requests give the same faults. */
  readonly seed: number;
}

/** What `LOCAL_FAULTS=1` means. */
export const DEFAULT_FAULTS: FaultOptions = {
  transactionConflictRate: 0.05,
  gsiLagMs: 200,
  lostResponseRate: 0.01,
  rotatingShards: true,
  seed: 1,
};

const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"]);

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Faults {
  /** @throws TransactionCanceledException for a transaction that shall not happen */
  beforeWrite(operation: string, input: Input): void;
  /** @throws InternalServerError for a write that did happen */
  afterWrite(operation: string, input: Input): void;
}

function conflict(parts: number, victim: number): AwsError {
  const codes = Array.from({ length: parts }, (_, index) =>
    index === victim ? "TransactionConflict" : "None",
  );
  return new AwsError(
    400,
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(", ")}]`,
    {
      CancellationReasons: codes.map((Code) =>
        Code === "None" ? { Code } : { Code, Message: "Transaction is ongoing for the item" },
      ),
    },
  );
}

/** Decides from a seeded sequence which requests meet a fault. */
export function createFaults({ transactionConflictRate, lostResponseRate, seed }: FaultOptions): Faults {
  const random = seededRandom(seed);
  /** Tokens of transactions whose answer was lost: the next try is told that it has happened, never of a conflict. */
  const carriedOut = new Set<string>();
  return {
    beforeWrite(operation, input) {
      if (operation !== "TransactWriteItems" || carriedOut.has(input.ClientRequestToken ?? "")) return;
      if (random() >= transactionConflictRate) return;
      const parts = input.TransactItems?.length ?? 1;
      throw conflict(parts, Math.floor(random() * parts));
    },
    afterWrite(operation, input) {
      if (!WRITES.has(operation) || random() >= lostResponseRate) return;
      if (input.ClientRequestToken !== undefined) carriedOut.add(input.ClientRequestToken);
      throw new AwsError(
        500,
        "InternalServerError",
        "The request was carried out, its response was lost (LOCAL_FAULTS).",
      );
    },
  };
}
