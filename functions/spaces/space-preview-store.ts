import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { HcpId, type Sha256, UserId, VersionId } from "../../shared/model/ids.ts";
import { type Instant, InstantText, SECOND } from "../../shared/model/time.ts";
import type { RecordsTable } from "./store.ts";

/** A look at an HCP's page with pieces that need not be saved. Only the token's hash is stored. */
export const SpacePreview = z.object({
  hcpId: HcpId,
  versionIds: z.array(VersionId),
  sender: z.object({ userId: UserId, name: z.string() }),
  endsAt: InstantText,
});
export type SpacePreview = z.output<typeof SpacePreview>;

const previewKey = (tokenHash: Sha256) => ({ pk: `PREVIEW#${tokenHash}`, sk: "SPACE" });

/** Remembers a preview until its end. */
export async function writeSpacePreview(
  deps: RecordsTable,
  tokenHash: Sha256,
  preview: SpacePreview,
): Promise<void> {
  const expiresAt = Math.ceil(Date.parse(preview.endsAt) / SECOND);
  await deps.tables.send(
    new PutCommand({
      TableName: deps.recordsTable,
      Item: { ...previewKey(tokenHash), v: 1, ...SpacePreview.parse(preview), expiresAt },
    }),
  );
}

/** The preview behind a token, while it lasts. */
export async function readSpacePreview(
  deps: RecordsTable,
  tokenHash: Sha256,
  now: Instant,
): Promise<SpacePreview | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: previewKey(tokenHash), ConsistentRead: true }),
  );
  const preview = found.Item === undefined ? undefined : SpacePreview.parse(found.Item);
  return preview !== undefined && Date.parse(preview.endsAt) > now ? preview : undefined;
}
