import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { ENGAGEMENT_SORT_KEY } from "../../shared/contracts/engagement.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import { newId } from "../runtime/ids.ts";
import type { Tables } from "../runtime/tables.ts";
import type { Showable } from "./showable.ts";
import type { Visit } from "./space-visit.ts";

/** The exposure log lives as long as raw engagement: who was shown which bytes (MLR-7). */
const EXPOSURE_KEPT_MS = 396 * DAY;

/** What was on a page, by version, hash and length; the person only where tracking was agreed to (MLR-7, INV-4). */
export async function logExposure(
  deps: { readonly tables: Tables; readonly engagementTable: string },
  { session, counted }: Visit,
  pieces: readonly Showable[],
  now: Instant,
): Promise<void> {
  const person = counted ? { hcpId: session.hcpId, messageId: session.messageId } : {};
  await deps.tables.send(
    new PutCommand({
      TableName: deps.engagementTable,
      Item: {
        pk: `VISIT#${session.visitId}`,
        sk: `${ENGAGEMENT_SORT_KEY.exposure}${newId("vie", now)}`,
        v: 1,
        visitId: session.visitId,
        ...person,
        shown: pieces.map(({ kind, version, seconds }) => ({
          versionId: version.versionId,
          sha256: version.bytesSha256,
          // what can be played of it: nothing of a document
          seconds: kind === "film" ? seconds : 0,
        })),
        shownAt: instantText(now),
        expiresAt: Math.floor((now + EXPOSURE_KEPT_MS) / 1000),
      },
    }),
  );
}
