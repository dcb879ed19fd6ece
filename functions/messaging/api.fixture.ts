import { AppError } from "../../shared/contracts/errors.ts";
import type { MessageStanding } from "../../shared/contracts/messaging.ts";
import type { ExperimentId } from "../../shared/model/experiment.ts";
import type { HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import { makeCompose } from "./compose.ts";
import { makeDryRun } from "./dry-run.ts";
import { makeFollow } from "./follow.ts";
import { makeOwnMessages } from "./own-messages.ts";
import { makePreview } from "./preview.ts";
import { makeWorld } from "./world.fixture.ts";

/** The endpoints of one test over a fresh world. */
export function makeApi(engine: EngineTables) {
  const world = makeWorld(engine);
  const context = () => ({ now: world.clock.now, requestId: "r", headers: {}, cookies: [] });
  const none = { params: undefined, query: undefined, body: undefined };
  const compose = makeCompose(world.deps);
  const dryRun = makeDryRun(world.deps);
  const follow = makeFollow(world.deps);
  const ownMessages = makeOwnMessages(world.deps);
  const preview = makePreview(world.deps);
  type Body = {
    channel?: "sms" | "email";
    idempotencyKey?: string;
    notBefore?: string;
    recallable?: boolean;
    experimentId?: ExperimentId;
  };
  return {
    world,
    compose: (hcpId: HcpId, body: Body = {}, caller = world.rep) =>
      compose({
        ...none,
        body: { hcpId, channel: "email", recallable: false, ...body },
        caller,
        context: context(),
      }),
    dryRun: (hcpId: HcpId, caller = world.rep, notBefore?: string) =>
      dryRun({
        ...none,
        body: { hcpId, channel: "email", ...(notBefore === undefined ? {} : { notBefore }) },
        caller,
        context: context(),
      }),
    own: (standing: MessageStanding, limit = 25, cursor?: string, caller: Caller = world.rep) =>
      ownMessages({ ...none, query: { standing, limit, cursor }, caller, context: context() }),
    preview: (hcpId: HcpId, channel: "sms" | "email", at?: string) =>
      preview({ ...none, params: { hcpId }, query: { channel, at }, caller: world.rep, context: context() }),
    reschedule: (messageId: MessageId, rev: number, notBefore?: string) =>
      follow.rescheduleMessage({
        ...none,
        params: { messageId },
        body: { rev, notBefore },
        caller: world.rep,
        context: context(),
      }),
    read: (messageId: MessageId, caller: Caller = world.rep) =>
      follow.readMessage({ ...none, params: { messageId }, caller, context: context() }),
    cancel: (messageId: MessageId, caller: Caller = world.rep) =>
      follow.cancelMessage({ ...none, params: { messageId }, caller, context: context() }),
    list: (hcpId: HcpId, query: { limit: number; cursor?: string }, caller: Caller = world.rep) =>
      follow.listMessages({ ...none, params: { hcpId }, query, caller, context: context() }),
  };
}

/** The code of a refusal. */
export const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
