import { openDurableMap } from "../journal/durable-map.ts";
import type { MappingPlan, Plan } from "../plan/plan.ts";
import type {
  Authorizer,
  InvokeResult,
  Invoker,
  Journal,
  Principal,
  SendToQueue,
  UsageRecorder,
  Warn,
} from "../runtime-ports.ts";
import { isStream, pollerRights } from "./poller-rights.ts";
import { startQueueMapping } from "./queue-mapping.ts";
import type { QueueSource } from "./queue-source.ts";
import type { Checkpoint } from "./shard-reader.ts";
import { startStreamMapping } from "./stream-mapping.ts";
import type { StreamSource } from "./stream-source.ts";

export interface MappingsDeps {
  readonly plan: Pick<Plan, "mappings" | "functions" | "region">;
  /** One source for all mappings, or one for each where what may be read depends on what a mapping has finished. */
  readonly streams: StreamSource | ((mapping: MappingPlan) => StreamSource);
  readonly queues: QueueSource;
  readonly invoker: Invoker;
  readonly authorizer: Authorizer;
  readonly sendToQueue: SendToQueue;
  readonly journal: Journal;
  readonly usage: UsageRecorder;
  readonly warn: Warn;
  /** The access key of a role, for the record of who asked. */
  readonly accessKeyOf: (roleArn: string) => string;
  /** Wait before a stream batch is tried again, after so many failures. */
  readonly retryDelayMs?: (attempts: number) => number;
  /** A failed queue message comes back so soon; by default after its visibility timeout, as on AWS. */
  readonly queueRetrySeconds?: number;
  /** Pause between reads of an idle shard. */
  readonly idleMs?: number;
}

export interface Mappings {
  /** Tells that a stream or queue has something new, so that nobody waits for the next poll. */
  notify(sourceArn: string): void;
  /** For so long no stream's batch waits to fill. */
  hurry(milliseconds: number): void;
  /** Stream shards in which there is or may be something unread, by the mapping's logical id; others are left out. */
  unread(): Record<string, number>;
  /** Mappings that do not run, each with why. */
  readonly refused: readonly { readonly logicalId: string; readonly reason: string }[];
  /** Ends polling. A batch in progress is not waited for; it is delivered again by the next run. */
  close(): Promise<void>;
}

/** What one mapping is run with. */
export interface MappingDeps {
  readonly mapping: MappingPlan;
  readonly region: string;
  readonly role: Principal;
  /** Resolves as not reached when the signal aborts first. */
  readonly invoke: (event: object, signal: AbortSignal) => Promise<InvokeResult>;
  readonly sendToQueue: SendToQueue;
  readonly warn: Warn;
  readonly retryDelayMs: (attempts: number) => number;
  readonly queueRetrySeconds: number | undefined;
  readonly idleMs: number;
}

export interface RunningMapping {
  /** Shards in which there is or may be something unread; 0 for a queue, which counts its messages itself. */
  readonly unread: number;
  notify(): void;
  /** Only streams gather over time. */
  hurry?(milliseconds: number): void;
  close(): Promise<void>;
}

/**
 * Starts the planned event source mappings. One that AWS would refuse to create (rights of the function's role, an
 * impossible filter) or that is not hosted does not run; it is named in `refused` and in a warning.
 */
export async function startMappings(deps: MappingsDeps): Promise<Mappings> {
  const checkpoints = await openDurableMap<Checkpoint>(deps.journal, "mapping-checkpoints");
  const sourceOf = (mapping: MappingPlan): StreamSource =>
    typeof deps.streams === "function" ? deps.streams(mapping) : deps.streams;
  const running: {
    readonly logicalId: string;
    readonly sourceArn: string;
    readonly mapping: RunningMapping;
  }[] = [];
  const refused: { logicalId: string; reason: string }[] = [];
  for (const mapping of deps.plan.mappings) {
    if (!mapping.enabled) continue;
    try {
      const own = prepare(mapping, deps);
      const started = isStream(mapping.sourceArn)
        ? startStreamMapping({ ...own, source: sourceOf(mapping), checkpoints })
        : startQueueMapping({ ...own, source: deps.queues });
      running.push({ logicalId: mapping.logicalId, sourceArn: mapping.sourceArn, mapping: started });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      refused.push({ logicalId: mapping.logicalId, reason });
      deps.warn(`Event source mapping ${mapping.logicalId} does not run: ${reason}`);
    }
  }
  return {
    notify(sourceArn) {
      for (const each of running) if (each.sourceArn === sourceArn) each.mapping.notify();
    },
    hurry(milliseconds) {
      for (const { mapping } of running) mapping.hurry?.(milliseconds);
    },
    unread: () =>
      Object.fromEntries(
        running.flatMap(({ logicalId, mapping }) =>
          mapping.unread > 0 ? [[logicalId, mapping.unread]] : [],
        ),
      ),
    refused,
    async close() {
      await Promise.all(running.map(({ mapping }) => mapping.close()));
    },
  };
}

function prepare(mapping: MappingPlan, deps: MappingsDeps): MappingDeps {
  const fn = deps.plan.functions.find(({ arn }) => arn === mapping.functionArn);
  if (!fn) throw new Error(`${mapping.functionArn} is not planned.`);
  if (mapping.parallelization !== 1)
    throw new Error("ParallelizationFactor other than 1 is not supported locally.");
  if (mapping.failureArn !== undefined && !mapping.failureArn.startsWith("arn:aws:sqs:")) {
    throw new Error(
      `On-failure destination ${mapping.failureArn} is not supported locally: only queues are.`,
    );
  }
  const role: Principal = { kind: "role", roleArn: fn.roleArn, accessKeyId: deps.accessKeyOf(fn.roleArn) };
  deps.authorizer.check(role, pollerRights(mapping));
  const poller: Principal = {
    kind: "service",
    service: "lambda.amazonaws.com",
    sourceArn: mapping.sourceArn,
  };
  return {
    mapping,
    region: deps.plan.region,
    role,
    sendToQueue: deps.sendToQueue,
    warn: deps.warn,
    retryDelayMs: deps.retryDelayMs ?? ((attempts) => Math.min(100 * 2 ** attempts, 10_000)),
    queueRetrySeconds: deps.queueRetrySeconds,
    idleMs: deps.idleMs ?? 200,
    invoke(event, signal) {
      deps.usage.record("mapping", mapping.logicalId);
      return unlessAborted(deps.invoker.invoke(mapping.functionArn, event, poller), signal);
    },
  };
}

/** The invocation's result, or that of one that never took place once the poller has to end. */
function unlessAborted(invocation: Promise<InvokeResult>, signal: AbortSignal): Promise<InvokeResult> {
  return new Promise((resolve, reject) => {
    const abort = (): void =>
      resolve({ ok: false, errorType: "Aborted", errorMessage: "The poller was stopped.", reached: false });
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    invocation.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
