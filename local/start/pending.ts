import type { LambdaHost } from "../lambda/lambda-host.ts";
import type { Mappings } from "../mappings/mappings.ts";
import type { Plan } from "../plan/plan.ts";
import type { EventBus } from "../services/events/event-bus.ts";
import type { Messaging } from "../services/messaging/messaging.ts";
import type { Queues } from "../services/sqs/queues.ts";

/** What was accepted and is not done with, and what was given up. A house without any, `letters` aside, is idle. */
export interface PendingWork {
  /** Asynchronous invocations, retries included. */
  readonly invocations: number;
  /** Events on their way to targets. */
  readonly deliveries: number;
  /** Messages in queues that a function consumes: waiting, in its hands, or delayed. */
  readonly messages: number;
  /** Shards not read to their end, by mapping; one that gathers a batch over a window holds them so long. */
  readonly streams: Readonly<Record<string, number>>;
  /** Sent e-mails whose fate has not been told. */
  readonly reports: number;
  /** Transcodes that are not over, or whose end has not been told. */
  readonly jobs: number;
  /** Messages in queues that nobody consumes, which is where failures end, by queue; queues without any are left out. */
  readonly letters: Readonly<Record<string, number>>;
}

export interface PendingDeps {
  readonly plan: Pick<Plan, "mappings">;
  readonly lambda: Pick<LambdaHost, "pendingEvents">;
  readonly bus: Pick<EventBus, "pending">;
  readonly queues: Pick<Queues, "all">;
  readonly mappings: Pick<Mappings, "unread">;
  readonly messaging: Pick<Messaging, "pendingReports">;
  readonly mediaconvert: { readonly unfinished: number };
}

/** Counts {@link PendingWork} at this moment. */
export function pendingWork(deps: PendingDeps): PendingWork {
  const consumed = new Set(deps.plan.mappings.map(({ sourceArn }) => sourceArn));
  let messages = 0;
  const letters: Record<string, number> = {};
  for (const queue of deps.queues.all()) {
    const { visible, inFlight, delayed } = queue.counts();
    const total = visible + inFlight + delayed;
    if (consumed.has(queue.plan.arn)) messages += total;
    else if (total > 0) letters[queue.plan.name] = total;
  }
  return {
    invocations: deps.lambda.pendingEvents,
    deliveries: deps.bus.pending,
    messages,
    streams: deps.mappings.unread(),
    reports: deps.messaging.pendingReports,
    jobs: deps.mediaconvert.unfinished,
    letters,
  };
}
