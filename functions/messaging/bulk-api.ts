import { AppError } from "../../shared/contracts/errors.ts";
import type { BulkView, bulkApi, RecipientView } from "../../shared/contracts/messaging/bulk.ts";
import { type Bulk, BulkId, type Recipient } from "../../shared/model/bulk.ts";
import { nameInMails } from "../../shared/model/hcp.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { findHcp, territoriesOf } from "../directory/facts.ts";
import { findRunning } from "../experiments/facts.ts";
import { auditPart, recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import { type Pressed, pressedCancel, pressedSend } from "./bulk-state.ts";
import { bulkPart, listBulks, listRecipients, peoplePart, readBulk } from "./bulk-store.ts";
import { type ComposeDeps, wishedTime } from "./compose.ts";
import { openExperiment } from "./open-experiment.ts";
import { readMessage } from "./store.ts";

const ROUNDS = 5;
/** People whose records are read side by side. */
const SIDE_BY_SIDE = 50;

/** Handlers of inviting many. A bulk invitation is its sender's: to everybody else it is not there. */
export function makeBulkApi(deps: ComposeDeps): HandlersOf<typeof bulkApi> {
  return {
    createBulk: async ({ body, caller, context: { now } }) => {
      const { hcpIds, channel, notBefore, wording, experimentId } = body;
      const wished = wishedTime(notBefore, now);
      await allVisible(deps, caller, hcpIds, now);
      if (experimentId !== undefined) await openExperiment(deps, experimentId, channel, { now, wished });
      const at = instantText(now);
      const bulkId = BulkId.parse(newId("blk", now));
      const next: Bulk = {
        bulkId,
        sender: { userId: caller.userId, name: caller.name },
        channel,
        ...(notBefore === undefined ? {} : { notBefore }),
        ...(wording === undefined ? {} : { wording }),
        ...(experimentId === undefined ? {} : { experimentId }),
        state: "judging",
        people: hcpIds.length,
        done: 0,
        counts: { allow: 0, delay: 0, hold: 0, deny: 0, queued: 0, recalled: 0 },
        createdAt: at,
        movedAt: at,
        rev: 1,
      };
      const written = await write(deps, next, "bulk.create", caller, now, [
        peoplePart(deps.recordsTable, bulkId, hcpIds),
      ]);
      if (written.kind !== "committed") throw busy();
      return viewOf(next);
    },

    listBulks: async ({ query, caller }) => {
      const page = await listBulks(deps, caller.userId, query);
      return { ...page, items: page.items.map(viewOf) };
    },

    readBulk: async ({ params, caller, context: { now } }) =>
      viewOf(await own(deps, caller, params.bulkId, "bulk.read", now)),

    listRecipients: async ({ params, query, caller, context: { now } }) => {
      const bulk = await own(deps, caller, params.bulkId, "bulk.read", now);
      const [page, territories] = await Promise.all([
        listRecipients(deps, bulk.bulkId, query),
        territoriesOf(deps, caller.userId, now),
      ]);
      const items = await Promise.all(page.items.map((one) => recipientOf(deps, one, territories)));
      return { ...page, items };
    },

    sendBulk: ({ params, caller, context: { now } }) => {
      const decide = async (bulk: Bulk) => pressedSend(bulk, now, await testRuns(deps, bulk, now));
      return press(deps, caller, params.bulkId, { action: "bulk.send", decide }, now);
    },

    cancelBulk: ({ params, caller, context: { now } }) =>
      press(deps, caller, params.bulkId, { action: "bulk.cancel", decide: pressedCancel }, now),
  };
}

const busy = () => new AppError("conflict", "This is being worked on at this moment. Press again.");

interface Press {
  readonly action: string;
  readonly decide: (bulk: Bulk, now: Instant) => Pressed | Promise<Pressed>;
}

const REFUSED = {
  cancelled: "It was cancelled. Choose the people again to invite them.",
  test_over:
    "Its test is over, so what was checked is not what would leave. Cancel it, and check these people again.",
} as const;

async function press(
  deps: ComposeDeps,
  caller: Caller,
  bulkId: BulkId,
  { action, decide }: Press,
  now: Instant,
): Promise<BulkView> {
  for (let round = 0; round < ROUNDS; round++) {
    const before = await own(deps, caller, bulkId, action, now);
    const pressed = await decide(before, now);
    if (pressed === "nothing") return viewOf(before);
    if (typeof pressed === "string") throw new AppError("wrong_state", REFUSED[pressed]);
    if ((await write(deps, pressed.next, action, caller, now)).kind === "committed")
      return viewOf(pressed.next);
    await backOff(round);
  }
  throw busy();
}

/** Only what is ready to leave is asked for: later its people are in the test already. */
async function testRuns(deps: ComposeDeps, { state, experimentId }: Bulk, now: Instant): Promise<boolean> {
  if (state !== "ready" || experimentId === undefined) return true;
  return (await findRunning(deps, experimentId, now)) !== undefined;
}

async function write(
  deps: ComposeDeps,
  next: Bulk,
  action: string,
  caller: Caller,
  now: Instant,
  parts: readonly ReturnType<typeof peoplePart>[] = [],
) {
  const audit = await auditPart(
    deps.tables,
    deps.auditTable,
    {
      actor: { type: "user", id: caller.userId, role: "rep" },
      action,
      object: { type: "Bulk", id: next.bulkId },
      after: { state: next.state, people: next.people, channel: next.channel, counts: next.counts },
      ruleIds: ["INV-1"],
    },
    now,
  );
  return transact(deps.tables, [bulkPart(deps.recordsTable, next), ...parts, audit]);
}

/** Everybody must be in a territory of the rep; one who is not looks like one who does not exist, and is recorded. */
async function allVisible(deps: ComposeDeps, caller: Caller, hcpIds: readonly HcpId[], now: Instant) {
  const territories = await territoriesOf(deps, caller.userId, now);
  for (let from = 0; from < hcpIds.length; from += SIDE_BY_SIDE) {
    const group = hcpIds.slice(from, from + SIDE_BY_SIDE);
    const found = await Promise.all(group.map((hcpId) => findHcp(deps, hcpId)));
    for (const [index, hcp] of found.entries()) {
      if (hcp !== undefined && territories.includes(hcp.territory)) continue;
      const reason = hcp === undefined ? "unknown_hcp" : "other_territory";
      await deny(deps, caller, { action: "bulk.create", objectId: group[index] ?? "", reason }, now);
      throw new AppError("not_found", "Somebody on this list is not here for you. Load your list again.", {
        field: "body.hcpIds",
      });
    }
  }
}

async function own(deps: ComposeDeps, caller: Caller, bulkId: BulkId, action: string, now: Instant) {
  const bulk = await readBulk(deps, bulkId);
  if (bulk?.sender.userId === caller.userId) return bulk;
  const reason = bulk === undefined ? "unknown_bulk" : "other_sender";
  await deny(deps, caller, { action, objectId: bulkId, reason }, now);
  throw new AppError("not_found", "There is no bulk invitation here for you.");
}

function deny(
  deps: ComposeDeps,
  caller: Caller,
  denial: { readonly action: string; readonly objectId: string; readonly reason: string },
  now: Instant,
) {
  const actor = { type: "user" as const, id: caller.userId };
  return recordDenial(deps.tables, deps.auditTable, { actor, ...denial }, now);
}

function viewOf({ sender: _, movedAt: __, rev: ___, wording: ____, ...view }: Bulk): BulkView {
  return view;
}

async function recipientOf(
  deps: ComposeDeps,
  recipient: Recipient,
  territories: readonly string[],
): Promise<RecipientView> {
  const { hcpId, messageId } = recipient;
  const [hcp, message] = await Promise.all([
    findHcp(deps, hcpId),
    messageId === undefined ? undefined : readMessage(deps, messageId),
  ]);
  const known = hcp !== undefined && territories.includes(hcp.territory);
  return {
    ...recipient,
    ...(known ? { name: nameInMails(hcp), timeZone: hcp.timeZone } : {}),
    ...(message === undefined ? {} : { state: message.state }),
  };
}
