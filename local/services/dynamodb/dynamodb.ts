import type { Plan } from "../../plan/plan.ts";
import type { AwsService, Journal, LocalClock } from "../../runtime-ports.ts";
import { CapacityCounters, type Units } from "./consumed-capacity.ts";
import { createDynamoDbService } from "./dynamodb-service.ts";
import { dynoxideBinary } from "./dynoxide-binary.ts";
import { createEngineClient } from "./engine-client.ts";
import { type EngineProcess, startEngine } from "./engine-process.ts";
import { openExpiredItems } from "./expired-items.ts";
import { createFaults, type FaultOptions } from "./faults.ts";
import { IndexLag } from "./index-lag.ts";
import type { KnownTable } from "./needed-actions.ts";
import { ensureTables, tableKeys } from "./planned-tables.ts";
import { EngineStreamReader, type StreamReader } from "./stream-reader.ts";

export interface DynamoDbOptions {
  readonly plan: Pick<Plan, "account" | "region" | "tables">;
  /** Folder of the engine's database; only this runtime may use it. */
  readonly dataDir: string;
  readonly clock: LocalClock;
  readonly journal: Journal;
  /** `DYNAMODB_ENDPOINT`: an emulator that already runs; then no engine is started. */
  readonly endpoint?: string;
  /** `LOCAL_FAULTS=1` means DEFAULT_FAULTS. */
  readonly faults?: FaultOptions;
  /** Pause between two sweeps of expired items; 60 000 ms by default, 0 for none. */
  readonly sweepEveryMs?: number;
  /** Told when a sweep fails or the engine ends by itself. */
  readonly onFailure?: (error: unknown) => void;
}

export interface LocalDynamoDb {
  /** For the gateway. */
  readonly service: AwsService;
  /** For the event source mappings. */
  readonly streams: StreamReader;
  /** Tells the listener the name of a table after a write to it; returns how to stop listening. */
  onWrite(listener: (tableName: string) => void): () => void;
  /** Consumed units by table name since the start or the last reset. */
  counters(): Record<string, Units>;
  resetCounters(): void;
  /** Deletes expired items now; to be called after a jump of the business clock. */
  sweepExpired(): Promise<number>;
  close(): Promise<void>;
}

const SWEEP_EVERY_MS = 60_000;
/** A sweep reads whole tables; it may take at most this share of the time. */
const SWEEP_SHARE = 0.05;
const ROTATE_EVERY = 200;

/** Sweeps again and again until stopped; a slow sweep is followed by a longer pause. */
function repeatSweep(
  sweep: () => Promise<number>,
  everyMs: number,
  onFailure: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const run = async (): Promise<void> => {
    const started = performance.now();
    await sweep().catch((error: unknown) => {
      if (!stopped) onFailure(error);
    });
    if (!stopped) plan(Math.max(everyMs, (performance.now() - started) / SWEEP_SHARE));
  };
  const plan = (pause: number): void => {
    timer = setTimeout(() => void run(), pause);
    timer.unref();
  };
  plan(everyMs);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/**
 * Starts DynamoDB with the planned tables: the engine as a child process on its own database file, behind a service
 * that the gateway calls. What it acknowledged survives `kill -9` of engine and runtime.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<LocalDynamoDb> {
  const { plan, dataDir, clock, journal, faults } = options;
  const onFailure = options.onFailure ?? ((error: unknown) => console.error(error));
  const tables = new Map(
    plan.tables.map((table): [string, KnownTable] => [table.name, { plan: table, keys: tableKeys(table) }]),
  );
  let running: EngineProcess | undefined;
  let { endpoint } = options;
  if (endpoint === undefined) {
    running = await startEngine(dynoxideBinary(), dataDir, (reason) => onFailure(new Error(reason)));
    endpoint = running.endpoint;
  }
  const engine = createEngineClient(endpoint);
  try {
    await ensureTables(engine, plan.tables);
    const expired = await openExpiredItems(engine, tables, clock, journal);
    const counters = new CapacityCounters();
    const listeners = new Set<(tableName: string) => void>();
    const announce = (names: readonly string[]): void => {
      for (const name of names) for (const listener of listeners) listener(name);
    };
    const sweep = async (): Promise<number> => {
      const deleted = await expired.sweep();
      if (deleted > 0) announce([...tables.keys()]);
      return deleted;
    };
    const service = createDynamoDbService({
      plan,
      tables,
      engine,
      counters,
      onWrite: announce,
      ...(faults === undefined ? {} : { faults: createFaults(faults) }),
      ...(faults === undefined || faults.gsiLagMs === 0
        ? {}
        : { lag: new IndexLag(faults.gsiLagMs, tables) }),
    });
    const rotateEvery = faults?.rotatingShards ? ROTATE_EVERY : undefined;
    const everyMs = options.sweepEveryMs ?? SWEEP_EVERY_MS;
    const stopSweeping = everyMs > 0 ? repeatSweep(sweep, everyMs, onFailure) : () => undefined;
    return {
      service,
      streams: new EngineStreamReader(engine, plan.region, tables, expired, rotateEvery),
      onWrite(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      counters: () => counters.read(),
      resetCounters: () => counters.reset(),
      sweepExpired: sweep,
      async close() {
        stopSweeping();
        await running?.stop();
        engine.close();
      },
    };
  } catch (error) {
    await running?.stop();
    engine.close();
    throw error;
  }
}
