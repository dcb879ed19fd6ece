import type { JumpingClock } from "../../clock/clock.ts";
import { type Change, openDurableMap } from "../../journal/durable-map.ts";
import type { RulePlan } from "../../plan/plan.ts";
import type { Journal, Warn } from "../../runtime-ports.ts";
import type { EventBus } from "./event-bus.ts";
import { parseSchedule, type Schedule } from "./schedule-expression.ts";

export interface SchedulerDeps {
  readonly rules: readonly RulePlan[];
  readonly clock: Pick<JumpingClock, "now" | "onJump">;
  readonly journal: Journal;
  readonly bus: Pick<EventBus, "fire" | "envelope">;
  readonly warn: Warn;
}

/** A timer never waits longer, so that a laptop that slept catches up soon after waking. */
const longestWaitMs = 30_000;

/**
 * Fires rules with a schedule on business time. A rule that became due while nothing ran, or by a jump of the clock,
 * fires once, at once, however many times it would have fired. Throws for an expression EventBridge refuses.
 */
export async function startScheduler(deps: SchedulerDeps): Promise<{ close(): Promise<void> }> {
  const { clock, bus } = deps;
  const scheduled = deps.rules.flatMap((rule) =>
    rule.enabled && rule.schedule !== undefined ? [{ rule, schedule: parse(rule, rule.schedule) }] : [],
  );
  /** By rule ARN: the business time up to which the rule has fired. */
  const firedUpTo = await openDurableMap<number>(deps.journal, "events-schedules");
  const starts = scheduled.flatMap(({ rule }): Change<number>[] =>
    firedUpTo.get(rule.arn) === undefined ? [[rule.arn, clock.now()]] : [],
  );
  await firedUpTo.write(starts);

  const fireIfDue = async (rule: RulePlan, schedule: Schedule): Promise<void> => {
    const now = clock.now();
    const since = firedUpTo.get(rule.arn) ?? now;
    // After a jump back the rule starts counting anew, or it would be silent until the old future.
    if (since > now) return firedUpTo.write([[rule.arn, now]]);
    const due = schedule.latest(since, now);
    if (due === undefined) return;
    const event = {
      source: "aws.events",
      "detail-type": "Scheduled Event",
      resources: [rule.arn],
      detail: {},
    };
    await bus.fire(rule, bus.envelope(event, due));
    await firedUpTo.write([[rule.arn, due]]);
  };

  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let lastTick: Promise<void> = Promise.resolve();
  const tick = (): Promise<void> => {
    clearTimeout(timer);
    lastTick = lastTick.then(async () => {
      if (closed) return;
      const outcomes = await Promise.allSettled(
        scheduled.map(({ rule, schedule }) => fireIfDue(rule, schedule)),
      );
      for (const outcome of outcomes) {
        if (outcome.status === "rejected") deps.warn(`A schedule could not fire: ${String(outcome.reason)}`);
      }
      clearTimeout(timer);
      if (!closed && scheduled.length > 0) timer = setTimeout(tick, untilNextDue());
    });
    return lastTick;
  };
  const untilNextDue = (): number => {
    const now = clock.now();
    const waits = scheduled.map(
      ({ rule, schedule }) => (schedule.next(firedUpTo.get(rule.arn) ?? now) ?? now + longestWaitMs) - now,
    );
    return Math.max(1, Math.min(longestWaitMs, ...waits));
  };

  const stopListening = clock.onJump(tick);
  await tick();
  return {
    async close() {
      closed = true;
      stopListening();
      clearTimeout(timer);
      await lastTick;
    },
  };
}

function parse(rule: RulePlan, expression: string): Schedule {
  try {
    return parseSchedule(expression);
  } catch (cause) {
    throw new Error(`Rule ${rule.logicalId}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
