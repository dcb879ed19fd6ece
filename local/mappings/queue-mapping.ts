import { setTimeout } from "node:timers/promises";
import type { InvokeResult } from "../runtime-ports.ts";
import { itemFailures } from "./batch-outcome.ts";
import { queueFilter } from "./event-filter.ts";
import type { MappingDeps, RunningMapping } from "./mappings.ts";
import { queueEvent } from "./queue-record.ts";
import type { QueueMessage, QueueSource } from "./queue-source.ts";

/** Lambda starts with so many concurrent batches; without a maximum it would go further than a laptop should. */
const defaultConcurrency = 5;
const longPollMs = 20_000;
/** Leaves room for the event around the messages within Lambda's 6 MB. */
const maxBatchBytes = 6 * 1024 * 1024 - 65_536;
/** A message that never reached the function comes back so soon. */
const throttledSeconds = 1;

/** Delivers a queue's messages to a function, in as many batches at once as the mapping allows. */
export function startQueueMapping(deps: MappingDeps & { readonly source: QueueSource }): RunningMapping {
  const { mapping, source } = deps;
  const queueArn = mapping.sourceArn;
  const passes = queueFilter(mapping.filters);
  const stop = new AbortController();

  const gather = async (): Promise<QueueMessage[]> => {
    const batch: QueueMessage[] = [];
    let bytes = 0;
    let deadline = Number.POSITIVE_INFINITY;
    while (!stop.signal.aborted && batch.length < mapping.batchSize && bytes < maxBatchBytes / 2) {
      const left = deadline - Date.now();
      if (mapping.windowSeconds > 0 && left <= 0) break;
      const wait = batch.length === 0 ? longPollMs : Math.max(0, left);
      const most = Math.min(10, mapping.batchSize - batch.length);
      const received = await source.receive(queueArn, most, wait, stop.signal);
      const filteredOut = received.filter((message) => !passes(message));
      await source.remove(
        queueArn,
        filteredOut.map(({ receiptHandle }) => receiptHandle),
      );
      for (const message of received) {
        if (!passes(message)) continue;
        batch.push(message);
        bytes += Buffer.byteLength(message.body);
      }
      if (batch.length === 0) continue;
      // Without a window the batch takes what is there already and waits for nothing.
      deadline = Math.min(deadline, Date.now() + mapping.windowSeconds * 1000);
      if (mapping.windowSeconds === 0 && received.length < most) break;
    }
    return batch;
  };

  const poll = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        const batch = await gather();
        if (batch.length === 0) continue;
        const result = await deps.invoke(queueEvent(batch, queueArn, deps.region), stop.signal);
        if (!stop.signal.aborted) await settle(batch, result);
      } catch (error) {
        if (stop.signal.aborted) return;
        deps.warn(`${mapping.logicalId} could not poll ${queueArn}: ${String(error)}`);
        await setTimeout(1000, undefined, { signal: stop.signal }).catch(() => undefined);
      }
    }
  };

  /** Deletes what succeeded; what failed comes back after its visibility timeout. */
  const settle = async (batch: readonly QueueMessage[], result: InvokeResult): Promise<void> => {
    const receipts = (messages: readonly QueueMessage[]) =>
      messages.map(({ receiptHandle }) => receiptHandle);
    if (!result.ok && result.reached === false) {
      return source.release(queueArn, receipts(batch), throttledSeconds);
    }
    const failed = batch.filter(failedIn(batch, result, mapping.reportsItemFailures));
    await source.remove(queueArn, receipts(batch.filter((message) => !failed.includes(message))));
    if (deps.queueRetrySeconds !== undefined)
      await source.release(queueArn, receipts(failed), deps.queueRetrySeconds);
  };

  const polling = Array.from({ length: mapping.maxConcurrency ?? defaultConcurrency }, poll);
  return {
    unread: 0,
    // Long polls wake by themselves.
    notify: () => undefined,
    async close() {
      stop.abort();
      await Promise.all(polling);
    },
  };
}

function failedIn(
  batch: readonly QueueMessage[],
  result: InvokeResult,
  reportsItemFailures: boolean,
): (message: QueueMessage) => boolean {
  if (!result.ok) return () => true;
  if (!reportsItemFailures) return () => false;
  const failures = itemFailures(
    result.payload,
    batch.map(({ messageId }) => messageId),
  );
  return ({ messageId }) =>
    failures.kind === "all" || (failures.kind === "some" && failures.ids.has(messageId));
}
