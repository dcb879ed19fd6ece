import type { FunctionPlan } from "../plan/plan.ts";
import type { FunctionWorker } from "./function-worker.ts";

export interface PoolLimits {
  /** Environments that may exist at once, warm or busy, before idle ones are evicted. */
  readonly maxWarm: number;
  /** Environments of one function; further invocations wait, since more threads than cores only slow each other. */
  readonly maxPerFunction: number;
}

interface Waiting {
  readonly plan: FunctionPlan;
  give(worker: FunctionWorker): void;
}

/**
 * The execution environments of all functions. The most recently used idle one is taken, the least recently used
 * evicted. A function without any environment always gets one, so that functions calling each other cannot starve.
 */
export class WorkerPool {
  readonly #start: (plan: FunctionPlan) => FunctionWorker;
  readonly #limits: PoolLimits;
  /** In order of use: the least recently used first. */
  #idle: FunctionWorker[] = [];
  readonly #busy = new Set<FunctionWorker>();
  readonly #retired = new WeakSet<FunctionWorker>();
  #waiting: Waiting[] = [];

  constructor(start: (plan: FunctionPlan) => FunctionWorker, limits: PoolLimits) {
    this.#start = start;
    this.#limits = limits;
  }

  /** Lends an environment of the function to `work`, as soon as one is free. */
  async use<Result>(plan: FunctionPlan, work: (worker: FunctionWorker) => Promise<Result>): Promise<Result> {
    const worker = this.#take(plan) ?? (await this.#wait(plan));
    try {
      return await work(worker);
    } finally {
      this.#giveBack(worker);
    }
  }

  /** Ends the environments of a function that are running an invocation. Returns how many there were. */
  async kill(functionArn: string): Promise<number> {
    const workers = [...this.#busy].filter(({ plan }) => plan.arn === functionArn);
    await Promise.all(workers.map((worker) => worker.terminate()));
    return workers.length;
  }

  /** Lets no further invocation reach the present environments; the code is read again for the next one. */
  async retire(concerned: (plan: FunctionPlan) => boolean): Promise<void> {
    for (const worker of this.#busy) if (concerned(worker.plan)) this.#retired.add(worker);
    const idle = this.#idle.filter(({ plan }) => concerned(plan));
    this.#idle = this.#idle.filter(({ plan }) => !concerned(plan));
    await Promise.all(idle.map((worker) => worker.terminate()));
  }

  /** Ends every environment; running invocations become function errors. */
  async close(): Promise<void> {
    this.#waiting = [];
    for (const worker of this.#busy) this.#retired.add(worker);
    const all = [...this.#idle, ...this.#busy];
    this.#idle = [];
    await Promise.all(all.map((worker) => worker.terminate()));
  }

  get warm(): number {
    return this.#idle.length + this.#busy.size;
  }

  #wait(plan: FunctionPlan): Promise<FunctionWorker> {
    return new Promise((give) => this.#waiting.push({ plan, give }));
  }

  #take(plan: FunctionPlan): FunctionWorker | undefined {
    const index = this.#idle.findLastIndex((worker) => worker.plan.arn === plan.arn && worker.usable);
    const worker = index >= 0 ? this.#idle.splice(index, 1)[0] : this.#startIfAllowed(plan);
    if (worker) this.#busy.add(worker);
    return worker;
  }

  #startIfAllowed(plan: FunctionPlan): FunctionWorker | undefined {
    this.#idle = this.#idle.filter((worker) => worker.usable);
    const ownBusy = [...this.#busy].filter((worker) => worker.plan.arn === plan.arn).length;
    if (ownBusy >= this.#limits.maxPerFunction) return undefined;
    if (this.warm >= this.#limits.maxWarm) {
      const evicted = this.#idle.shift();
      if (!evicted && ownBusy > 0) return undefined;
      evicted?.terminate();
    }
    return this.#start(plan);
  }

  #giveBack(worker: FunctionWorker): void {
    this.#busy.delete(worker);
    if (this.#retired.has(worker) || !worker.usable) worker.terminate();
    else this.#idle.push(worker);
    // Every waiting invocation may now have a chance: a place became free for any function.
    for (const waiting of [...this.#waiting]) {
      const next = this.#take(waiting.plan);
      if (!next) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.give(next);
    }
  }
}
