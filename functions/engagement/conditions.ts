import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import {
  ENGAGEMENT_SORT_KEY,
  type FetchItem,
  LINK_EVIDENCE_DAYS,
  type PressItem,
} from "../../shared/contracts/engagement.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import type { RequestContext } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { viewerOf } from "../runtime/viewer.ts";
import { linkEvidencePk } from "./link-evidence.ts";

type Put = NonNullable<NonNullable<TransactWriteCommandInput["TransactItems"]>[number]["Put"]>;

/** Attributes of an item that holds an address and a user agent: they are gone after 30 days (domain-rules Appendix D). */
function evidence(messageId: string, sk: string, item: object, now: Instant) {
  const expiresAt = Math.floor((now + LINK_EVIDENCE_DAYS * DAY) / 1000);
  return { pk: linkEvidencePk(messageId), sk, v: 1, ...item, expiresAt };
}

/** That a page behind a message's link was asked for: a raw fact for the classifier, never a click (INV-3). */
export function linkFetchedPut(
  engagementTable: string,
  fetch: Pick<FetchItem, "messageId" | "territory" | "page" | "visitId">,
  context: RequestContext,
): Put {
  const { now, headers, head } = context;
  const item: FetchItem = {
    ...fetch,
    fetchedAt: instantText(now),
    purpose: headers["sec-purpose"]?.slice(0, 100),
    ...(head === true ? { head: true } : {}),
    ...viewerOf(context),
  };
  return {
    TableName: engagementTable,
    Item: evidence(fetch.messageId, `${ENGAGEMENT_SORT_KEY.fetch}${newId("fet", now)}`, item, now),
    ConditionExpression: "attribute_not_exists(pk)",
  };
}

/** The press that begins a visit, in the transaction that begins it. Refused as `press_exists` with the visit. */
export function linkPressedPart(engagementTable: string, press: PressItem, now: Instant): TransactPart {
  return {
    name: "press_exists",
    item: {
      Put: {
        TableName: engagementTable,
        Item: evidence(press.messageId, `${ENGAGEMENT_SORT_KEY.press}${press.visitId}`, press, now),
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}
