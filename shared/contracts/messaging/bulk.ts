import * as z from "zod";
import { BulkCounts, BulkId, BulkPeople, BulkState } from "../../model/bulk.ts";
import { Channel } from "../../model/channel.ts";
import { ArmKey, ExperimentId } from "../../model/experiment.ts";
import { HcpId, MessageId } from "../../model/ids.ts";
import { MessageState } from "../../model/message.ts";
import { Verdict } from "../../model/send-verdict.ts";
import { WordingWish } from "../../model/template.ts";
import { InstantText } from "../../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "../endpoint.ts";
import { domainEvent } from "../event.ts";

/** A bulk invitation as its sender follows it. */
export const BulkView = z.object({
  bulkId: BulkId,
  channel: Channel,
  notBefore: InstantText.optional(),
  experimentId: ExperimentId.optional(),
  state: BulkState,
  people: z.int().positive(),
  /** People that the present state is done with. */
  done: z.int().nonnegative(),
  counts: BulkCounts,
  createdAt: InstantText,
});
export type BulkView = z.output<typeof BulkView>;

/** One person of a bulk invitation: what the gate said, and what became of the message. */
export const RecipientView = z.object({
  hcpId: HcpId,
  /** Absent when the HCP is in no territory of the sender any more. */
  name: z.string().optional(),
  timeZone: z.string().optional(),
  verdict: Verdict,
  messageId: MessageId.optional(),
  state: MessageState.optional(),
  arm: ArmKey.optional(),
});
export type RecipientView = z.output<typeof RecipientView>;

const bulkParams = z.object({ bulkId: BulkId });

/** Inviting many: the same gate for each, verdicts before anything is queued, and messages that can be taken back. */
export const bulkApi = apiGroup({
  entry: "messaging/bulk-api",
  site: "app",
  endpoints: {
    createBulk: {
      kind: "json",
      method: "POST",
      path: "/api/bulks",
      who: ["rep"],
      summary: "Ask the send gate about up to 500 people; nothing is written to anybody",
      body: z.strictObject({
        hcpIds: BulkPeople,
        channel: Channel,
        /** Earliest hand-off; absent means now. At most 90 days ahead. */
        notBefore: InstantText.optional(),
        /**
         * An approved template for everybody, with nothing typed or chosen for one (MLR-13).
         * @default the house's own words, or those of an experiment's arm
         */
        wording: WordingWish.extend({ fills: z.strictObject({}) }).optional(),
        experimentId: ExperimentId.optional(),
      }),
      status: 202,
      returns: BulkView,
      errors: ["not_found", "not_allowed"],
    },
    listBulks: {
      kind: "json",
      method: "GET",
      path: "/api/bulks",
      who: ["rep"],
      summary: "List the caller's own bulk invitations, newest first",
      query: PageQuery,
      status: 200,
      returns: pageOf(BulkView),
      errors: ["invalid_request"],
    },
    readBulk: {
      kind: "json",
      method: "GET",
      path: "/api/bulks/{bulkId}",
      who: ["rep"],
      summary: "How far a bulk invitation is",
      params: bulkParams,
      status: 200,
      returns: BulkView,
      errors: ["not_found"],
    },
    listRecipients: {
      kind: "json",
      method: "GET",
      path: "/api/bulks/{bulkId}/recipients",
      who: ["rep"],
      summary: "The people of a bulk invitation with the gate's verdict and what became of each message",
      params: bulkParams,
      query: PageQuery,
      status: 200,
      returns: pageOf(RecipientView),
      errors: ["not_found", "invalid_request"],
    },
    sendBulk: {
      kind: "json",
      method: "POST",
      path: "/api/bulks/{bulkId}/send",
      who: ["rep"],
      summary:
        "Queue a message for everybody whom the gate would let through; pressing again changes nothing",
      params: bulkParams,
      status: 202,
      returns: BulkView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
    cancelBulk: {
      kind: "json",
      method: "POST",
      path: "/api/bulks/{bulkId}/cancel",
      who: ["rep"],
      summary: "Stop a bulk invitation and take back what has not left",
      params: bulkParams,
      status: 202,
      returns: BulkView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
  },
});

/** A bulk invitation has more to do: the next people are judged, written to, or taken back. */
export const bulkMoved = domainEvent("message.bulk_moved", { bulkId: BulkId });
