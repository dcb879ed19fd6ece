import { Worker } from "node:worker_threads";
import type { FunctionPlan } from "../plan/plan.ts";
import type { InvokeResult } from "../runtime-ports.ts";
import { logGroupOf } from "./function-environment.ts";
import { exited, parsePayload, type RuntimeError, runtimeError, timedOut } from "./invocation-result.ts";

/** Lambda gives an initialisation so long before it starts over within the invocation's own timeout. */
const initLimitMs = 10_000;

export interface Invocation {
  readonly requestId: string;
  /** The event as JSON. */
  readonly event: string;
  readonly clockOffsetMs: number;
}

type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "log"; readonly text: string }
  | { readonly kind: "result"; readonly payload: string }
  | { readonly kind: "error" | "fatal" | "initError"; readonly error: RuntimeError };

/** One execution environment: a thread that loads the function once and runs one invocation at a time. */
export class FunctionWorker {
  readonly plan: FunctionPlan;
  readonly #worker: Worker;
  readonly #logStreamName: string;
  readonly #ready: Promise<void>;
  #usable = true;
  #running: { readonly requestId: string; finish(result: InvokeResult): void } | undefined;
  #killed = false;

  constructor(
    plan: FunctionPlan,
    environment: Record<string, string>,
    log: (text: string, requestId: string | undefined) => void,
  ) {
    this.plan = plan;
    this.#logStreamName = environment.AWS_LAMBDA_LOG_STREAM_NAME ?? "";
    this.#worker = new Worker(new URL("./worker-bootstrap.mjs", import.meta.url), {
      env: environment,
      // The runtime's own loaders and flags are not the function's.
      execArgv: [],
      workerData: { codeDir: plan.codeDir, handler: plan.handler },
      resourceLimits: { maxOldGenerationSizeMb: plan.memoryMb },
      // unread, each worker would be piped into this process's output for as long as it lives
      stdout: true,
      stderr: true,
    });
    for (const output of [this.#worker.stdout, this.#worker.stderr])
      output.on("data", (chunk: Buffer) => log(chunk.toString(), this.#running?.requestId));
    this.#ready = new Promise((resolve) => {
      this.#worker.on("message", (message: FromWorker) => {
        if (message.kind === "log") return log(message.text, this.#running?.requestId);
        if (message.kind === "fatal" || message.kind === "initError") this.#usable = false;
        if (message.kind !== "ready") {
          // At once: the thread may be gone before anything that waits gets its turn.
          this.#finish(
            message.kind === "result" ? parsePayload(message.payload) : runtimeError(message.error),
          );
        }
        resolve();
      });
      this.#worker.on("error", () => {
        // Uncaught errors report themselves from inside; what arrives here is the heap limit.
        this.#usable = false;
        this.#finish(this.#exitResult("signal: killed"));
      });
      this.#worker.on("exit", (status) => {
        this.#usable = false;
        this.#finish(this.#exitResult(this.#killed ? "signal: killed" : status));
        resolve();
      });
    });
  }

  /** Whether another invocation may be given to it. */
  get usable(): boolean {
    return this.#usable;
  }

  /** Runs one invocation to its end; a timeout or a failed initialisation ends the worker. */
  async run(invocation: Invocation): Promise<InvokeResult> {
    const { requestId } = invocation;
    const outcome = new Promise<InvokeResult>((resolve) => {
      this.#running = { requestId, finish: resolve };
    });
    if (!this.#usable) this.#finish(this.#exitResult("signal: killed"));
    const initTimer = setTimeout(() => this.#timeOut(initLimitMs / 1000), initLimitMs);
    await Promise.race([this.#ready, outcome]);
    clearTimeout(initTimer);
    if (this.#running) this.#start(invocation);
    return outcome;
  }

  /** Ends the thread; what it is doing becomes a function error, as if its process were killed. */
  async terminate(): Promise<void> {
    this.#killed = true;
    this.#usable = false;
    await this.#worker.terminate();
  }

  #start({ requestId, event, clockOffsetMs }: Invocation): void {
    const timeoutMs = this.plan.timeoutSeconds * 1000;
    const timer = setTimeout(() => this.#timeOut(this.plan.timeoutSeconds), timeoutMs);
    const running = this.#running;
    if (running) {
      this.#running = {
        requestId,
        finish(result) {
          clearTimeout(timer);
          running.finish(result);
        },
      };
    }
    this.#worker.postMessage({
      event,
      environment: { INVITO_CLOCK_OFFSET_MS: String(clockOffsetMs), _X_AMZN_TRACE_ID: traceOf(requestId) },
      context: {
        awsRequestId: requestId,
        functionName: this.plan.name,
        functionVersion: "$LATEST",
        invokedFunctionArn: this.plan.arn,
        memoryLimitInMB: String(this.plan.memoryMb),
        logGroupName: logGroupOf(this.plan),
        logStreamName: this.#logStreamName,
        deadline: Date.now() + timeoutMs,
      },
    });
  }

  #timeOut(seconds: number): void {
    if (!this.#running) return;
    this.#finish(timedOut(this.#running.requestId, seconds, new Date()));
    this.terminate();
  }

  #finish(result: InvokeResult): void {
    const running = this.#running;
    this.#running = undefined;
    running?.finish(result);
  }

  #exitResult(cause: number | string): InvokeResult {
    return exited(this.#running?.requestId ?? "", cause);
  }
}

/** Not sampled; present because loggers print its root. */
function traceOf(requestId: string): string {
  const digits = requestId.replaceAll("-", "");
  return `Root=1-${digits.slice(0, 8)}-${digits.slice(8, 32)};Parent=${digits.slice(0, 16)};Sampled=0`;
}
