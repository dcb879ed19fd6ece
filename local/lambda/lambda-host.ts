import { randomBytes, randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import type { FunctionPlan, Plan } from "../plan/plan.ts";
import {
  type Authorizer,
  AwsError,
  type InvokeResult,
  type Invoker,
  type Journal,
  type LocalClock,
  type Principal,
  type SendToQueue,
  type UsageRecorder,
  type Warn,
} from "../runtime-ports.ts";
import { AsyncInvocations } from "./async-invocations.ts";
import { createFailureSink } from "./failure-destination.ts";
import { environmentOf, type RoleCredentials } from "./function-environment.ts";
import { FunctionWorker } from "./function-worker.ts";
import { maxAsyncRequestBytes, maxSyncRequestBytes, notReached } from "./invocation-result.ts";
import { invokeRight } from "./invoke-permission.ts";
import type { LogSink } from "./log-store.ts";
import { type PoolLimits, WorkerPool } from "./worker-pool.ts";

export interface LambdaHostDeps {
  readonly plan: Pick<Plan, "functions" | "permissions" | "region">;
  readonly journal: Journal;
  readonly clock: LocalClock;
  /** The access key a role's functions sign with. */
  readonly credentialsOf: (roleArn: string) => RoleCredentials;
  /** AWS_ENDPOINT_URL and relatives; asked at each cold start. */
  readonly endpoints: () => Readonly<Record<string, string>>;
  /** Resolves when the AWS APIs answer. No function runs before: events of an earlier run would fail for no fault of theirs. */
  readonly apisUp?: Promise<void>;
  readonly log: LogSink;
  readonly usage: UsageRecorder;
  readonly authorizer: Authorizer;
  readonly sendToQueue: SendToQueue;
  readonly warn: Warn;
  readonly limits?: Partial<PoolLimits>;
  readonly asyncRetryDelaysMs?: readonly number[];
}

export interface LambdaHost extends Invoker {
  /** Ends what a function is running, as if its process were killed. Returns how many invocations that hit. */
  kill(functionArn: string): Promise<number>;
  /** The next invocations read the code again; without an ARN, of all functions. */
  reload(functionArn?: string): Promise<void>;
  /** Asynchronous events accepted and not done with. */
  readonly pendingEvents: number;
  /** Environments that exist now. */
  readonly warm: number;
  close(): Promise<void>;
}

/** Hosts the planned functions, each in worker threads of its own. */
export async function createLambdaHost(deps: LambdaHostDeps): Promise<LambdaHost> {
  const { plan, clock, usage } = deps;
  const functions = new Map(plan.functions.map((fn) => [fn.arn, fn]));
  const running = new Map<string, number>();
  const find = (arn: string): FunctionPlan | undefined => functions.get(arn.replace(/:\$LATEST$/, ""));

  const pool = new WorkerPool(
    (fn) =>
      new FunctionWorker(
        fn,
        environmentOf(fn, {
          region: plan.region,
          credentials: deps.credentialsOf(fn.roleArn),
          endpoints: deps.endpoints(),
          clockOffsetMs: clock.offsetMs(),
          logStreamName: logStreamName(),
        }),
        (text, requestId) => logText(deps.log, fn.name, text, requestId),
      ),
    // a main job meets some thirty functions: with fewer places they would push each other out and start cold all the time
    { maxWarm: 32, maxPerFunction: Math.max(4, availableParallelism() * 2), ...deps.limits },
  );

  const run = async (fn: FunctionPlan, event: string, requestId: string): Promise<InvokeResult> => {
    await deps.apisUp;
    const before = running.get(fn.arn) ?? 0;
    if (before >= (fn.reservedConcurrency ?? Number.POSITIVE_INFINITY)) {
      return notReached("TooManyRequestsException", "Rate Exceeded.");
    }
    running.set(fn.arn, before + 1);
    usage.record("function", fn.logicalId);
    try {
      return await pool.use(fn, async (worker) => {
        const startedAt = performance.now();
        const log = (text: string): void => deps.log({ functionName: fn.name, requestId, text });
        log(`START RequestId: ${requestId} Version: $LATEST`);
        const result = await worker.run({ requestId, event, clockOffsetMs: clock.offsetMs() });
        if (!result.ok) log(`${result.errorType} ${result.errorMessage}`);
        const duration = `${(performance.now() - startedAt).toFixed(2)} ms`;
        log(`REPORT RequestId: ${requestId}\tDuration: ${duration}\tMemory Size: ${fn.memoryMb} MB`);
        return result;
      });
    } finally {
      running.set(fn.arn, (running.get(fn.arn) ?? 1) - 1);
    }
  };

  /** The function and the event as JSON, or why the invocation does not take place. */
  const admit = (functionArn: string, event: unknown, from: Principal, kind: InvocationKind): Admission => {
    const fn = find(functionArn);
    if (!fn)
      return { ok: false, code: "ResourceNotFoundException", message: `Function not found: ${functionArn}` };
    const right = invokeRight(fn.arn, from, plan.permissions);
    if (!right.allowed) {
      const message = `Not authorized to perform: lambda:InvokeFunction on ${fn.arn}: ${right.reason}`;
      return { ok: false, code: "AccessDeniedException", message };
    }
    if (right.permission) usage.record("permission", right.permission.logicalId);
    const json = JSON.stringify(event) ?? "null";
    const limit = kind === "RequestResponse" ? maxSyncRequestBytes : maxAsyncRequestBytes;
    const bytes = Buffer.byteLength(json);
    if (bytes > limit) {
      const message = `${bytes} byte payload is too large for the ${kind} invocation type (limit ${limit} bytes)`;
      return { ok: false, code: "RequestEntityTooLargeException", message };
    }
    return { ok: true, fn, json };
  };

  const later = await AsyncInvocations.open({
    journal: deps.journal,
    find,
    run: (fn, event, requestId) => run(fn, JSON.stringify(event), requestId),
    bury: createFailureSink(deps),
    warn: deps.warn,
    retryDelaysMs: deps.asyncRetryDelaysMs ?? [1000, 2000],
  });

  return {
    async invoke(functionArn, event, from) {
      const admission = admit(functionArn, event, from, "RequestResponse");
      if (!admission.ok) return notReached(admission.code, admission.message);
      return run(admission.fn, admission.json, randomUUID());
    },
    async invokeLater(functionArn, event, from) {
      const admission = admit(functionArn, event, from, "Event");
      if (!admission.ok) throw new AwsError(statusOf[admission.code], admission.code, admission.message);
      await later.accept(admission.fn.arn, event);
    },
    kill: (functionArn) => pool.kill(functionArn),
    reload: (functionArn) => pool.retire((fn) => functionArn === undefined || fn.arn === functionArn),
    get pendingEvents() {
      return later.pending;
    },
    get warm() {
      return pool.warm;
    },
    async close() {
      later.close();
      await pool.close();
    },
  };
}

type InvocationKind = "RequestResponse" | "Event";
const statusOf = {
  ResourceNotFoundException: 404,
  AccessDeniedException: 403,
  RequestEntityTooLargeException: 413,
} as const;
type Admission =
  | { readonly ok: true; readonly fn: FunctionPlan; readonly json: string }
  | { readonly ok: false; readonly code: keyof typeof statusOf; readonly message: string };

function logStreamName(): string {
  return `${new Date().toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]${randomBytes(16).toString("hex")}`;
}

function logText(log: LogSink, functionName: string, text: string, requestId: string | undefined): void {
  for (const line of text.replace(/\n$/, "").split("\n")) {
    log({ functionName, text: line, ...(requestId === undefined ? {} : { requestId }) });
  }
}
