import * as z from "zod";
import { CaseRef } from "../model/case-ref.ts";
import { HcpId } from "../model/ids.ts";
import { InboundId, InboundOutcome, InboundTask, ReplyKind } from "../model/inbound.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";

/** A text that waits for a person. What it says is read apart, with a reason, because it may be medical (INV-7). */
export const InboundWork = z.object({
  inboundId: InboundId,
  receivedAt: InstantText,
  kind: ReplyKind,
  task: InboundTask,
  /** By when; a text to decide about is a withdrawal from then on. */
  dueAt: InstantText,
  /** Who has the number; more than one where a practice shares it. */
  hcps: z.array(z.object({ hcpId: HcpId, name: z.string() })),
  /** The number, masked. */
  number: z.string(),
  rev: z.int().positive(),
});
export type InboundWork = z.output<typeof InboundWork>;

const params = z.object({ inboundId: InboundId });

export const inboundApi = apiGroup({
  entry: "inbound/api",
  site: "app",
  endpoints: {
    listInboundWork: {
      kind: "json",
      method: "GET",
      path: "/api/inbound",
      who: ["compliance", "admin", "safety"],
      summary: "List texts that wait for a person, the most urgent first",
      query: PageQuery,
      status: 200,
      returns: pageOf(InboundWork),
      errors: ["invalid_request"],
    },
    readInboundText: {
      kind: "json",
      method: "POST",
      path: "/api/inbound/{inboundId}/text",
      who: ["compliance", "admin", "safety"],
      summary: "Read what a text says; who read it and why is recorded",
      params,
      body: z.strictObject({ reason: z.string().trim().min(3).max(200) }),
      status: 200,
      returns: z.object({ text: z.string() }),
      errors: ["not_found"],
    },
    holdForCase: {
      kind: "json",
      method: "POST",
      path: "/api/hcps/{hcpId}/case-hold",
      who: ["safety", "msl"],
      summary: "Keep promotion from an HCP until a case is closed, or say that it is",
      params: z.object({ hcpId: HcpId }),
      body: z.strictObject({ caseRef: CaseRef, open: z.boolean() }),
      status: 200,
      returns: z.object({
        /** Whether any case keeps promotion from them. */
        held: z.boolean(),
      }),
      errors: ["not_found", "not_allowed", "conflict"],
    },
    decideInbound: {
      kind: "json",
      method: "POST",
      path: "/api/inbound/{inboundId}/decision",
      who: ["compliance", "admin", "safety"],
      summary: "Say what a text meant: a withdrawal, something else, or nothing to do",
      params,
      body: z.strictObject({ outcome: InboundOutcome, rev: z.int().positive() }),
      status: 200,
      returns: z.object({ inboundId: InboundId, outcome: InboundOutcome, rev: z.int().positive() }),
      errors: ["not_found", "wrong_state", "conflict"],
    },
  },
});
