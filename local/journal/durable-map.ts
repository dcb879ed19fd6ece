import type { Journal } from "../runtime-ports.ts";

/** One change of a {@link DurableMap}; without a value the key is removed. */
export type Change<Value> = readonly [key: string, value: Value] | readonly [key: string];

/** A map in memory that survives kill -9. Iteration is in order of first insertion. */
export interface DurableMap<Value> {
  get(key: string): Value | undefined;
  entries(): IterableIterator<[string, Value]>;
  readonly size: number;
  /** Changes memory at once and resolves when all changes are durable, all or none. */
  write(changes: readonly Change<Value>[]): Promise<void>;
}

/** A log is rewritten when it holds this many lines that no longer matter. */
const staleLinesBeforeCompaction = 2000;

/** Opens the log `name` of a journal as a map. Values must survive JSON unchanged. */
export async function openDurableMap<Value>(journal: Journal, name: string): Promise<DurableMap<Value>> {
  const log = await journal.open<readonly Change<Value>[]>(name);
  const values = new Map<string, Value>();
  for (const changes of log.entries) apply(values, changes);
  let lines = log.entries.length;

  const compact = (): Promise<void> => {
    lines = values.size;
    return log.compact([...values].map((change) => [change]));
  };
  if (lines > values.size) await compact();

  return {
    get: (key) => values.get(key),
    entries: () => values.entries(),
    get size() {
      return values.size;
    },
    write(changes) {
      if (changes.length === 0) return Promise.resolve();
      apply(values, changes);
      lines += 1;
      // The compacted log is the state after this change, so it stands in for the append.
      return lines > values.size * 2 + staleLinesBeforeCompaction ? compact() : log.append(changes);
    },
  };
}

function apply<Value>(values: Map<string, Value>, changes: readonly Change<Value>[]): void {
  for (const [key, ...value] of changes) {
    if (value.length === 0) values.delete(key);
    else values.set(key, value[0]);
  }
}
