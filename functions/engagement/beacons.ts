import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { type BatchItem, ENGAGEMENT_SORT_KEY } from "../../shared/contracts/engagement.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { ORIGIN_SECRET_HEADER } from "../../shared/names.ts";
import type { Clock } from "../runtime/clock.ts";
import type { HotLog } from "../runtime/hot-log.ts";
import { jsonReply, problemReply } from "../runtime/http-reply.ts";
import { sameSecret } from "../runtime/same-secret.ts";
import { readSession } from "../runtime/session.ts";
import type { Tables } from "../runtime/tables.ts";
import { holdBeacon } from "./hold-beacon.ts";
import { readBeacon } from "./read-beacon.ts";
import { readVisitRecord } from "./visit-record.ts";

/** Person-level raw events are kept 13 months (domain-rules Appendix D). */
const KEPT_MS = 396 * DAY;
/** A full batch of 200 rows has less than 8 kB. */
const MAX_BYTES = 16 * 1024;

export interface BeaconDeps {
  readonly tables: Tables;
  readonly engagementTable: string;
  readonly sessionKey: () => Promise<string>;
  readonly originSecret: string;
  readonly clock: Clock;
  readonly log: HotLog;
}

/**
 * The hot path: one beacon in, one read of the visit, one conditional put out (1 WRU). It has no middleware and no schema library
 * (performance.md §0); the endpoint object still routes, documents and types it.
 */
export function makeBeacons(deps: BeaconDeps) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const requestId = event.requestContext.requestId;
    try {
      await record(event);
      return jsonReply(204, undefined);
    } catch (error) {
      if (error instanceof AppError) return problemReply(error, requestId);
      deps.log.error("beacon failed", { requestId, error: error as Error });
      return problemReply(
        new AppError("internal", `This did not reach us. Reference ${requestId}.`),
        requestId,
      );
    }
  };

  async function record(event: APIGatewayProxyEventV2): Promise<void> {
    if (!sameSecret(event.headers[ORIGIN_SECRET_HEADER], deps.originSecret)) {
      throw new AppError("not_through_site", "Use the address of the site, not the API's own.");
    }
    const session = readSession(await deps.sessionKey(), event.cookies ?? [], Math.floor(Date.now() / 1000));
    if (session === undefined)
      throw new AppError("gone", "This visit has ended. Open the link in the message again.");
    if (session.stopped === true) throw new AppError("gone", "Counting was switched off.");
    const read = readBeacon(parse(event));
    if ("problem" in read) {
      const field = `body.${read.problem.field}`;
      throw new AppError("invalid_request", `${field}: ${read.problem.message}.`, { field });
    }
    const now = deps.clock();
    const held = holdBeacon(read.beacon, await readVisitRecord(deps, session.visitId), now);
    // nothing of it can be: it is no error of the page's, and nothing is counted
    if (held === undefined) return;
    const person =
      session.tracking === "individual" ? { hcpId: session.hcpId, messageId: session.messageId } : {};
    const batch: BatchItem = {
      visitId: session.visitId,
      ...person,
      ...held.beacon,
      receivedAt: instantText(now),
    };
    try {
      await deps.tables.send(
        new PutCommand({
          TableName: deps.engagementTable,
          Item: {
            pk: `VISIT#${session.visitId}`,
            sk: `${ENGAGEMENT_SORT_KEY.batch}${String(batch.seq).padStart(8, "0")}`,
            v: 1,
            ...batch,
            playedMs: held.playedMs,
            activeMs: held.activeMs,
            expiresAt: Math.floor((now + KEPT_MS) / 1000),
          },
          // a resend of the same beacon never reaches the stream, so it cannot be counted twice
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
    } catch (error) {
      if (!(error instanceof Error && error.name === "ConditionalCheckFailedException")) throw error;
    }
  }
}

function parse(event: APIGatewayProxyEventV2): unknown {
  // sendBeacon can only send simple content types without a preflight, so the type is not looked at
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? "", "base64").toString("utf8")
    : (event.body ?? "");
  if (text.length > MAX_BYTES)
    throw new AppError("too_large", `A beacon has at most ${MAX_BYTES} bytes.`, { field: "body" });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid JSON.", { cause, field: "body" });
  }
}
