import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClosableJournal, createJournal } from "../journal/journal.ts";
import type { FunctionPlan, MappingPlan } from "../plan/plan.ts";
import type { InvokeResult, NeededAction, Principal } from "../runtime-ports.ts";
import { type Mappings, type MappingsDeps, startMappings } from "./mappings.ts";
import type { StreamRecord, StreamSource } from "./stream-source.ts";

const account = "eu-central-1:111122223333";
export const streamArn = `arn:aws:dynamodb:${account}:table/engagement/stream/2031-01-01T00:00:00.000`;
export const functionArn = `arn:aws:lambda:${account}:function:fold`;
export const failureArn = `arn:aws:sqs:${account}:failed`;

/** What a function was invoked with. */
export interface SeenEvent {
  readonly Records: readonly StreamRecord[];
  readonly state?: unknown;
  readonly window?: { readonly start: string; readonly end: string };
  readonly shardId?: string;
  readonly isFinalInvokeForWindow?: boolean;
  readonly isWindowTerminatedEarly?: boolean;
}

/** A stream in memory, a scripted function, and mappings between them that can be restarted. */
export class StreamFixture {
  readonly dir = mkdtempSync(join(tmpdir(), "mappings-"));
  readonly shards = new Map<string, StreamRecord[]>([["shard-0", []]]);
  readonly events: SeenEvent[] = [];
  readonly letters: { readonly queueArn: string; readonly body: unknown; readonly from?: Principal }[] = [];
  readonly warnings: string[] = [];
  readonly used: string[] = [];
  readonly checked: NeededAction[] = [];
  reads = 0;
  lists = 0;
  /** What the function answers. */
  answer: (event: SeenEvent) => InvokeResult | Promise<InvokeResult> = () => ({ ok: true, payload: null });
  #sequence = 0;
  #journal: ClosableJournal | undefined;
  #mappings: Mappings | undefined;

  readonly source: StreamSource = {
    shards: async () => {
      this.lists += 1;
      return [...this.shards.keys()];
    },
    read: async (_arn, shardId, after, limit) => {
      this.reads += 1;
      const all = this.shards.get(shardId) ?? [];
      const sequence = (record: StreamRecord | undefined) => record?.dynamodb.SequenceNumber;
      if (after === "LATEST") return { records: [], next: sequence(all.at(-1)) ?? "TRIM_HORIZON" };
      const start = after === "TRIM_HORIZON" ? 0 : all.findIndex((record) => sequence(record) === after) + 1;
      return { records: all.slice(start, start + limit) };
    },
  };

  /** Writes a record made of the documentation's example; `Id` is in its new image. */
  write(
    id: string,
    { shardId = "shard-0", atMs = Date.now() }: { shardId?: string; atMs?: number } = {},
  ): string {
    const { Records } = JSON.parse(readFileSync("test/events/dynamodb/stream-event.json", "utf8"));
    const { eventSourceARN: _, ...recorded }: StreamRecord & { eventSourceARN: string } = Records[0];
    this.#sequence += 1;
    const SequenceNumber = String(this.#sequence).padStart(21, "0");
    const records = this.shards.get(shardId) ?? [];
    this.shards.set(shardId, records);
    records.push({
      ...recorded,
      dynamodb: {
        ...recorded.dynamodb,
        SequenceNumber,
        ApproximateCreationDateTime: atMs / 1000,
        NewImage: { Id: { S: id } },
      },
    });
    this.#mappings?.notify(streamArn);
    return SequenceNumber;
  }

  async start(mapping: Partial<MappingPlan> = {}, rest: Partial<MappingsDeps> = {}): Promise<Mappings> {
    this.#journal = createJournal(join(this.dir, "journal"));
    this.#mappings = await startMappings({
      plan: { mappings: [mappingPlan(mapping)], functions: [functionPlan], region: "eu-central-1" },
      streams: this.source,
      queues: { receive: async () => [], remove: async () => undefined, release: async () => undefined },
      invoker: {
        invoke: async (_arn, event) => {
          // As over the wire: the function has its own copy.
          const seen: SeenEvent = JSON.parse(JSON.stringify(event));
          this.events.push(seen);
          return this.answer(seen);
        },
        invokeLater: () => Promise.reject(new Error("not asked for")),
      },
      authorizer: { check: (_principal, needed) => this.checked.push(...needed) },
      sendToQueue: async (queueArn, body, _attributes, from) => {
        this.letters.push({ queueArn, body: JSON.parse(body), ...(from ? { from } : {}) });
      },
      journal: this.#journal,
      usage: { record: (kind, id) => this.used.push(`${kind} ${id}`) },
      warn: (message) => this.warnings.push(message),
      accessKeyOf: () => "AKfold",
      retryDelayMs: () => 1,
      idleMs: 20,
      ...rest,
    });
    return this.#mappings;
  }

  async stop(): Promise<void> {
    await this.#mappings?.close();
    await this.#journal?.close();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** The ids of each invocation's records. */
  batches(): string[][] {
    return this.events.map(({ Records }) => Records.map(idOf));
  }

  delivered(): string[] {
    return this.batches().flat();
  }
}

export function idOf(record: StreamRecord): string {
  const image = record.dynamodb.NewImage as { readonly Id: { readonly S: string } };
  return image.Id.S;
}

const functionPlan: FunctionPlan = {
  stack: "Service",
  logicalId: "Fold",
  name: "fold",
  arn: functionArn,
  roleArn: "arn:aws:iam::111122223333:role/fold",
  codeDir: "/nowhere",
  handler: "index.handler",
  runtime: "nodejs24.x",
  memoryMb: 128,
  timeoutSeconds: 3,
  environment: {},
  asyncRetries: 2,
};

function mappingPlan(rest: Partial<MappingPlan>): MappingPlan {
  return {
    stack: "Service",
    logicalId: "FoldMapping",
    functionArn,
    sourceArn: streamArn,
    enabled: true,
    batchSize: 100,
    windowSeconds: 0,
    tumblingWindowSeconds: 0,
    startingPosition: "TRIM_HORIZON",
    retries: 2,
    maxAgeSeconds: -1,
    bisect: false,
    parallelization: 1,
    reportsItemFailures: false,
    filters: [],
    ...rest,
  };
}
