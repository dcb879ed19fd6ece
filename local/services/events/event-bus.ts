import { randomUUID } from "node:crypto";
import { type Change, type DurableMap, openDurableMap } from "../../journal/durable-map.ts";
import type { Plan, RulePlan } from "../../plan/plan.ts";
import type {
  BusEvent,
  EmitAwsEvent,
  Journal,
  LocalClock,
  UsageRecorder,
  Warn,
} from "../../runtime-ports.ts";
import { compileEventPattern, type EventMatcher } from "./event-pattern.ts";
import { createDeadLetters, type DeadLetterDeps, deliveryFailure } from "./rule-dead-letters.ts";
import { createTargetDelivery, type TargetDeliveryDeps } from "./target-delivery.ts";

/** An event as targets receive it. */
export interface EventEnvelope {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** An accepted event on its way to one target of one rule. */
interface Delivery {
  readonly ruleArn: string;
  readonly targetId: string;
  readonly event: EventEnvelope;
  readonly attempts: number;
  /** Real time, milliseconds since the epoch. */
  readonly acceptedAt: number;
}

export interface EventBusDeps extends Omit<TargetDeliveryDeps, "publish">, DeadLetterDeps {
  readonly plan: Pick<Plan, "rules" | "buses" | "region" | "account">;
  readonly journal: Journal;
  readonly clock: LocalClock;
  readonly usage: UsageRecorder;
  readonly warn: Warn;
  /** Wait before the n-th retry of a target, the last one repeating. */
  readonly retryDelaysMs?: readonly number[];
}

export interface EventBus {
  /** For services: an event of AWS on the default bus. */
  readonly emit: EmitAwsEvent;
  /** Fills what only the bus knows; `timeMs` is business time. */
  envelope(event: BusEvent, timeMs?: number): EventEnvelope;
  /** Resolves when every delivery that the event causes is durable. */
  publish(busName: string, event: EventEnvelope): Promise<void>;
  /** Delivers to the targets of one rule, whatever its pattern: what a schedule does. */
  fire(rule: RulePlan, event: EventEnvelope): Promise<void>;
  /** Deliveries accepted and not done with. */
  readonly pending: number;
  close(): void;
}

/** Opens the buses and resumes what earlier runs accepted. Throws for a pattern or target it cannot honour. */
export async function openEventBus(deps: EventBusDeps): Promise<EventBus> {
  const { plan, clock, usage } = deps;
  const rules = new Map(plan.rules.map((rule) => [rule.arn, rule]));
  const matchers = plan.rules
    .filter(({ enabled }) => enabled)
    .flatMap((rule) => (rule.pattern ? [{ rule, matches: compile(rule, rule.pattern) }] : []));
  const deliveries = await openDurableMap<Delivery>(deps.journal, "events-deliveries");
  const work = new Deliveries(deps, rules, deliveries, (busName, event) => publish(busName, event));

  const fire = async (fired: readonly RulePlan[], event: EventEnvelope): Promise<void> => {
    for (const rule of fired) usage.record("rule", rule.logicalId);
    const accepted = fired.flatMap((rule) =>
      rule.targets.map(({ id }): [string, Delivery] => [
        randomUUID(),
        { ruleArn: rule.arn, targetId: id, event, attempts: 0, acceptedAt: Date.now() },
      ]),
    );
    await deliveries.write(accepted);
    for (const [key] of accepted) work.start(key);
  };
  const publish = (busName: string, event: EventEnvelope): Promise<void> => {
    const matching = matchers.filter(({ rule, matches }) => rule.bus === busName && matches(event));
    return fire(
      matching.map(({ rule }) => rule),
      event,
    );
  };
  const envelope = (event: BusEvent, timeMs = clock.now()): EventEnvelope => ({
    version: "0",
    id: randomUUID(),
    "detail-type": event["detail-type"],
    source: event.source,
    account: plan.account,
    time: `${new Date(timeMs).toISOString().slice(0, 19)}Z`,
    region: plan.region,
    resources: event.resources ?? [],
    detail: event.detail,
  });

  for (const [key] of [...deliveries.entries()]) work.start(key);
  return {
    emit: (event) => publish("default", envelope(event)),
    envelope,
    publish,
    fire: (rule, event) => fire([rule], event),
    get pending() {
      return deliveries.size;
    },
    close: () => work.close(),
  };
}

function compile(rule: RulePlan, pattern: Readonly<Record<string, unknown>>): EventMatcher {
  try {
    return compileEventPattern(pattern);
  } catch (cause) {
    throw new Error(`Rule ${rule.logicalId}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** Carries deliveries out, retries them and buries what fails for good. */
class Deliveries {
  readonly #deps: EventBusDeps;
  readonly #rules: ReadonlyMap<string, RulePlan>;
  readonly #deliveries: DurableMap<Delivery>;
  readonly #deliver: ReturnType<typeof createTargetDelivery>;
  readonly #bury: ReturnType<typeof createDeadLetters>;
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(
    deps: EventBusDeps,
    rules: ReadonlyMap<string, RulePlan>,
    deliveries: DurableMap<Delivery>,
    publish: TargetDeliveryDeps["publish"],
  ) {
    this.#deps = deps;
    this.#rules = rules;
    this.#deliveries = deliveries;
    this.#deliver = createTargetDelivery({ ...deps, publish });
    this.#bury = createDeadLetters(deps);
    for (const rule of rules.values())
      for (const target of rule.targets) this.#deliver.assertSupported(rule, target);
  }

  start(key: string): void {
    this.#attempt(key).catch((error: unknown) => {
      if (!this.#closed) this.#deps.warn(`Event delivery ${key} is stuck: ${String(error)}`);
    });
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #attempt(key: string): Promise<void> {
    const delivery = this.#deliveries.get(key);
    if (!delivery || this.#closed) return;
    const done: Change<Delivery>[] = [[key]];
    const rule = this.#rules.get(delivery.ruleArn);
    const target = rule?.targets.find(({ id }) => id === delivery.targetId);
    if (!rule || !target) {
      this.#deps.warn(
        `${delivery.ruleArn} or its target is no longer in the template: an event for it is dropped.`,
      );
      return this.#deliveries.write(done);
    }
    try {
      await this.#deliver.deliver(rule, target, delivery.event);
    } catch (error) {
      const failure = deliveryFailure(error, delivery, target, Date.now());
      if (failure.retry) return this.#later(key, { ...delivery, attempts: delivery.attempts + 1 });
      await this.#bury(rule, target, delivery.event, failure, delivery.attempts);
    }
    await this.#deliveries.write(done);
  }

  async #later(key: string, delivery: Delivery): Promise<void> {
    await this.#deliveries.write([[key, delivery]]);
    const delays = this.#deps.retryDelaysMs ?? [200, 1000, 5000];
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.start(key);
      },
      delays[Math.min(delivery.attempts, delays.length) - 1] ?? 0,
    );
    this.#timers.add(timer);
  }
}
