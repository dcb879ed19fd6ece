import type { QueuePlan } from "../../plan/plan.ts";
import { AwsError, type Journal } from "../../runtime-ports.ts";
import { Queue } from "./queue.ts";

/** All planned queues. */
export interface Queues {
  all(): IterableIterator<Queue>;
  /** Both throw QueueDoesNotExist. A queue URL counts by its last path segment: origins differ between callers. */
  byUrl(queueUrl: string): Queue;
  byArn(queueArn: string): Queue;
  /** Ends every long poll; the journal belongs to the caller. */
  close(): void;
}

/** Opens the planned queues on the journal and links their dead-letter queues. `now` is real time. */
export async function openQueues(
  plans: readonly QueuePlan[],
  journal: Journal,
  now: () => number = Date.now,
): Promise<Queues> {
  for (const { name } of plans) {
    if (name.endsWith(".fifo")) throw new Error(`Queue ${name}: FIFO queues are not supported locally.`);
  }
  const queues = await Promise.all(plans.map((plan) => Queue.open(plan, journal, now)));
  const byArn = new Map(queues.map((queue) => [queue.plan.arn, queue]));
  const byName = new Map(queues.map((queue) => [queue.plan.name, queue]));
  for (const queue of queues) queue.deadLetters = byArn.get(queue.plan.redrive?.deadLetterArn ?? "");
  return {
    all: () => byName.values(),
    byUrl: (url) => byName.get(queueNameOf(url)) ?? missing(),
    byArn: (arn) => byArn.get(arn) ?? missing(),
    close() {
      for (const queue of queues) queue.close();
    },
  };
}

/** The queue name in a queue URL (or the name itself). */
export function queueNameOf(queueUrl: string): string {
  return queueUrl.slice(queueUrl.lastIndexOf("/") + 1);
}

function missing(): never {
  throw new AwsError(400, "QueueDoesNotExist", "The specified queue does not exist.");
}
