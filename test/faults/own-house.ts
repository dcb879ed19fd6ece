import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { startHouse } from "../../local/start/house.ts";
import type { PendingWork } from "../../local/start/pending.ts";
import { CDK_OUT, synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { ENV } from "../../shared/names.ts";
import { connect, type House, until } from "../journeys/house.ts";

import { developerClient } from "./evidence.ts";
import { untilIdle } from "./until-idle.ts";

/** A house in this process that belongs to one test file, because it is hurt. */
export interface OwnHouse {
  readonly house: House;
  readonly dataDir: string;
  /** Tells the providers, or the functions, what to do wrong; the runtime's own answer. */
  hurt(faults: {
    readonly acceptThenReset?: number;
    readonly lose?: number;
    readonly refuse?: { readonly count: number; readonly code: string };
    readonly delay?: number;
    readonly kill?: string;
  }): Promise<{ readonly killed: number }>;
  /** Requests to send that arrived at a provider with this message's tag. */
  requests(messageId: string): Promise<number>;
  /** Mails and texts of this message that arrived. */
  arrived(messageId: string): Promise<number>;
  /** Puts a message on the due queue again, as SQS does now and then; resolves when a sender has dealt with it. */
  redeliver(messageId: string): Promise<void>;
  /** What is under way, and what was given up. */
  pending(): Promise<PendingWork>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts an empty house. @param faults with what LOCAL_FAULTS=1 injects */
export async function startOwnHouse({ faults }: { readonly faults: boolean }): Promise<OwnHouse> {
  await synthesizeIfChanged();
  const dataDir = mkdtempSync(join(tmpdir(), "faults-"));
  const warnings: string[] = [];
  const running = await startHouse(
    CDK_OUT,
    { port: 0, dataDir, fresh: false, empty: true, faults },
    (warning) => warnings.push(warning),
  );
  const dueQueue = running.plan.functions.flatMap(({ environment }) => environment[ENV.dueQueueUrl] ?? [])[0];
  if (dueQueue === undefined) throw new Error("no function knows the due queue");
  const queues = new SQSClient(developerClient(dataDir, running.addresses.aws));
  const local = `${running.addresses.app}/_local`;
  const read = async <T>(path: string): Promise<T> => (await (await fetch(`${local}${path}`)).json()) as T;
  return {
    house: connect(running.addresses),
    dataDir,
    async hurt(faultsNow) {
      const answer = await fetch(`${local}/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(faultsNow),
      });
      if (!answer.ok) throw new Error(`the runtime answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as { killed: number };
    },
    requests: async (messageId) =>
      (await read<{ requests: number }>(`/faults?messageId=${messageId}`)).requests,
    async arrived(messageId) {
      const inbox = await read<{ tags: Record<string, string> }[]>("/inbox.json");
      return inbox.filter(({ tags }) => tags["messageId"] === messageId).length;
    },
    async redeliver(messageId) {
      const before = (await read<PendingWork>("/pending")).messages;
      const MessageBody = JSON.stringify({ messageId, rev: 1 });
      await queues.send(new SendMessageCommand({ QueueUrl: dueQueue, MessageBody }));
      await until("the redelivery's end", async () =>
        (await read<PendingWork>("/pending")).messages <= before ? true : undefined,
      );
    },
    pending: () => read<PendingWork>("/pending"),
    idle: async () => void (await untilIdle(running.addresses.app)),
    async close() {
      queues.destroy();
      await running.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits until a message is in one of these states and gives the states it went through. */
export function historyAt(house: House, messageId: string, states: readonly string[]): Promise<string[]> {
  return until(`${messageId} as ${states.join(" or ")}`, async () => {
    const message = await house.as("rep").call("readMessage", { params: { messageId } });
    return states.includes(message.state) ? message.timeline.map(({ state }) => state) : undefined;
  });
}
