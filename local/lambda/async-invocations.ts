import { randomUUID } from "node:crypto";
import { type DurableMap, openDurableMap } from "../journal/durable-map.ts";
import type { FunctionPlan } from "../plan/plan.ts";
import type { InvokeResult, Journal, Warn } from "../runtime-ports.ts";
import type { FailedInvocation } from "./destination-record.ts";

/** An accepted event that is not yet done with. */
interface Pending {
  readonly functionArn: string;
  readonly event: unknown;
  readonly attempts: number;
  /** Real time, milliseconds since the epoch. */
  readonly acceptedAt: number;
}

export interface AsyncInvocationDeps {
  readonly journal: Journal;
  readonly find: (functionArn: string) => FunctionPlan | undefined;
  readonly run: (plan: FunctionPlan, event: unknown, requestId: string) => Promise<InvokeResult>;
  /** Takes an event that is given up; resolves when it is safe to forget it. */
  readonly bury: (plan: FunctionPlan, failed: FailedInvocation) => Promise<void>;
  readonly warn: Warn;
  /** Wait before the n-th retry, the last one repeating. AWS waits one and two minutes. */
  readonly retryDelaysMs: readonly number[];
}

/** AWS gives up on an event after six hours. */
const maxAgeMs = 21_600_000;
/** Events of one function in flight at once; the rest wait, so that synchronous callers find a free environment. */
const maxInFlight = 3;

/** Event invocations: accepted once durable, run at least once, retried and buried as the function's plan says. */
export class AsyncInvocations {
  readonly #deps: AsyncInvocationDeps;
  readonly #pending: DurableMap<Pending>;
  readonly #queues = new Map<string, string[]>();
  readonly #inFlight = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  private constructor(deps: AsyncInvocationDeps, pending: DurableMap<Pending>) {
    this.#deps = deps;
    this.#pending = pending;
  }

  /** Opens the journal and starts what earlier runs accepted and did not finish. */
  static async open(deps: AsyncInvocationDeps): Promise<AsyncInvocations> {
    const invocations = new AsyncInvocations(deps, await openDurableMap(deps.journal, "lambda-async"));
    for (const [requestId, { functionArn }] of [...invocations.#pending.entries()]) {
      invocations.#enqueue(functionArn, requestId);
    }
    return invocations;
  }

  /** Resolves with the request id when the event is durable. */
  async accept(functionArn: string, event: unknown): Promise<string> {
    const requestId = randomUUID();
    await this.#pending.write([[requestId, { functionArn, event, attempts: 0, acceptedAt: Date.now() }]]);
    this.#enqueue(functionArn, requestId);
    return requestId;
  }

  /** Events that are accepted and not yet done with, retries included. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Starts nothing further; what is pending waits for the next run. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #enqueue(functionArn: string, requestId: string): void {
    const queue = this.#queues.get(functionArn) ?? [];
    this.#queues.set(functionArn, queue);
    queue.push(requestId);
    this.#startNext(functionArn);
  }

  #startNext(functionArn: string): void {
    const running = this.#inFlight.get(functionArn) ?? 0;
    if (this.#closed || running >= maxInFlight) return;
    const requestId = this.#queues.get(functionArn)?.shift();
    if (requestId === undefined) return;
    this.#inFlight.set(functionArn, running + 1);
    this.#attempt(requestId)
      .catch((error: unknown) =>
        this.#deps.warn(`Asynchronous event ${requestId} is stuck: ${String(error)}`),
      )
      .finally(() => {
        this.#inFlight.set(functionArn, (this.#inFlight.get(functionArn) ?? 1) - 1);
        this.#startNext(functionArn);
      });
  }

  async #attempt(requestId: string): Promise<void> {
    const pending = this.#pending.get(requestId);
    if (!pending) return;
    const plan = this.#deps.find(pending.functionArn);
    if (!plan) {
      this.#deps.warn(
        `${pending.functionArn} is no longer in the template: its event ${requestId} is dropped.`,
      );
      return this.#pending.write([[requestId]]);
    }
    const result = await this.#deps.run(plan, pending.event, requestId);
    if (this.#closed) return;
    if (result.ok) return this.#pending.write([[requestId]]);
    const attempts = pending.attempts + (result.reached === false ? 0 : 1);
    const expired = Date.now() - pending.acceptedAt >= maxAgeMs;
    if (attempts <= plan.asyncRetries && !expired) {
      await this.#pending.write([[requestId, { ...pending, attempts }]]);
      return this.#later(pending.functionArn, requestId, attempts);
    }
    await this.#deps.bury(plan, {
      requestId,
      functionArn: plan.arn,
      condition: expired ? "EventAgeExceeded" : "RetriesExhausted",
      attempts,
      event: pending.event,
      result,
      at: new Date(),
    });
    await this.#pending.write([[requestId]]);
  }

  #later(functionArn: string, requestId: string, attempts: number): void {
    const delays = this.#deps.retryDelaysMs;
    const delay = delays[Math.min(Math.max(attempts, 1), delays.length) - 1] ?? 0;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#enqueue(functionArn, requestId);
    }, delay);
    this.#timers.add(timer);
  }
}
