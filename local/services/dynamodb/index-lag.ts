import { isDeepStrictEqual } from "node:util";
import type { EngineResponse } from "./engine-client.ts";
import type { KnownTable } from "./needed-actions.ts";
import { type Input, type Item, type TouchedItem, tableName } from "./request-input.ts";

/** What an item was before a write; undefined when it did not exist. */
export interface BeforeWrite {
  readonly table: string;
  readonly key: Item;
  readonly old: Item | undefined;
}

interface Version {
  readonly at: number;
  readonly old: Item | undefined;
}

const pick = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

const isItem = (value: unknown): value is Item => typeof value === "object" && value !== null;

/**
 * Makes global indexes eventually consistent: a query of an index shows an item as it was `lagMs` ago. A new item is
 * absent, a changed one is shown old where its place in the index stayed the same, and absent where it moved. A
 * removed or moved-away item is not brought back, and a filtered query keeps changed items as they are, because
 * neither can be done without evaluating expressions.
 */
export class IndexLag {
  readonly #versions = new Map<string, Version[]>();

  constructor(
    private readonly lagMs: number,
    private readonly tables: ReadonlyMap<string, KnownTable>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The key of an item that a request is about to write, undefined for a table outside the plan. */
  keyOf({ table, item }: TouchedItem): Item | undefined {
    const keys = this.tables.get(table)?.keys.table;
    return keys === undefined ? undefined : pick(item, keys);
  }

  /** Notes what successful writes replaced. */
  written(writes: readonly BeforeWrite[]): void {
    const at = this.now();
    for (const { table, key, old } of writes) {
      const id = this.#id(table, key);
      const versions = (this.#versions.get(id) ?? []).filter((version) => version.at > at - this.lagMs);
      // Moved to the end, so that the oldest come first when they are forgotten.
      this.#versions.delete(id);
      this.#versions.set(id, [...versions, { at, old }]);
    }
    this.#forget(at);
  }

  /** Rewrites the answer of a Query or Scan of an index to what the index shows by now. */
  present(input: Input, body: EngineResponse["body"]): EngineResponse["body"] {
    const table = tableName(input.TableName ?? "");
    const known = this.tables.get(table);
    const index = known?.keys.indexes.get(input.IndexName ?? "");
    const { Items } = body;
    if (known === undefined || index?.global !== true || !Array.isArray(Items)) return body;
    const whole = index.projectsAll && input.ProjectionExpression === undefined;
    const shown = Items.flatMap((item: unknown): unknown[] => {
      if (!isItem(item)) return [item];
      const visible = this.#visible(table, pick(item, known.keys.table));
      if (visible === undefined) return [item];
      if (visible.old === undefined) return [];
      if (!isDeepStrictEqual(pick(visible.old, index.keys), pick(item, index.keys))) return [];
      if (input.FilterExpression !== undefined) return [item];
      return [whole ? visible.old : pick(visible.old, Object.keys(item))];
    });
    const { ScannedCount } = body;
    const missing = Items.length - shown.length;
    return {
      ...body,
      Items: shown,
      Count: shown.length,
      ...(typeof ScannedCount === "number" ? { ScannedCount: ScannedCount - missing } : {}),
    };
  }

  /** The state before the first write that the index has not followed yet. */
  #visible(table: string, key: Item): Version | undefined {
    const horizon = this.now() - this.lagMs;
    return this.#versions.get(this.#id(table, key))?.find(({ at }) => at > horizon);
  }

  #id(table: string, key: Item): string {
    return JSON.stringify([table, ...Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1))]);
  }

  #forget(now: number): void {
    for (const [id, versions] of this.#versions) {
      if ((versions.at(-1)?.at ?? 0) > now - this.lagMs) break;
      this.#versions.delete(id);
    }
  }
}
