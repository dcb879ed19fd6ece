import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { ENGAGEMENT_SORT_KEY, FetchItem, PressItem } from "../../shared/contracts/engagement.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import type { Tables } from "../runtime/tables.ts";
import type { LinkFetch, LinkPress, Viewer } from "./fetch-class.ts";

/** More requests of one message's links than this are counted as this many: the first ones. */
const MAX_FETCHES = 200;
const MAX_PRESSES = 50;

/** Where the evidence about a message's links lies in the engagement table. */
export const linkEvidencePk = (messageId: string) => `MSG#${messageId}`;

/** What is on record of a message's links, oldest first. Evidence of the same request is read no differently later. */
export interface RecordedLinks {
  /** The HCP's territory when the links were first used; undefined while nobody has. */
  readonly territory: string | undefined;
  readonly fetches: readonly LinkFetch[];
  readonly presses: readonly LinkPress[];
}

/** Reads the evidence: two consistent Queries. What is no evidence is left out. */
export async function recordedLinks(
  deps: { readonly tables: Tables; readonly engagementTable: string },
  messageId: MessageId,
): Promise<RecordedLinks> {
  const [fetched, pressed] = await Promise.all([
    query(ENGAGEMENT_SORT_KEY.fetch, MAX_FETCHES),
    query(ENGAGEMENT_SORT_KEY.press, MAX_PRESSES),
  ]);
  const fetches = fetched.flatMap((item) => FetchItem.safeParse(item).data ?? []);
  const presses = pressed.flatMap((item) => PressItem.safeParse(item).data ?? []);
  return {
    territory: fetches[0]?.territory ?? presses[0]?.territory,
    fetches: fetches.map((fetch) => ({ ...fetch, ...viewer(fetch), at: Date.parse(fetch.fetchedAt) })),
    presses: presses.map((press) => ({ ...press, ...viewer(press), at: Date.parse(press.pressedAt) })),
  };

  async function query(prefix: string, limit: number) {
    const found = await deps.tables.send(
      new QueryCommand({
        TableName: deps.engagementTable,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": linkEvidencePk(messageId), ":prefix": prefix },
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    return found.Items ?? [];
  }
}

/** The edge's names of these, and the address without its port. */
function viewer(
  item: Pick<FetchItem, "userAgent" | "viewerAddress" | "viewerAsn" | "viewerCountry">,
): Viewer {
  return {
    userAgent: item.userAgent,
    address: item.viewerAddress?.replace(/:\d+$/, ""),
    asn: item.viewerAsn,
    country: item.viewerCountry,
  };
}
