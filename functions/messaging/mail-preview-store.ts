import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { HcpId, type Sha256, UserId } from "../../shared/model/ids.ts";
import { WordingWish } from "../../shared/model/template.ts";
import { type Instant, InstantText, SECOND } from "../../shared/model/time.ts";
import type { RecordsTable } from "./store.ts";

/** A look at the mail that one sender would send to one HCP. Only the token's hash is stored. */
export const MailPreview = z.object({
  hcpId: HcpId,
  sender: z.object({ userId: UserId, name: z.string() }),
  endsAt: InstantText,
  /** A template's words instead of the house's own. */
  wording: WordingWish.optional(),
});
export type MailPreview = z.output<typeof MailPreview>;

const previewKey = (tokenHash: Sha256) => ({ pk: `PREVIEW#${tokenHash}`, sk: "MAIL" });

/** Remembers a preview until its end. */
export async function writeMailPreview(
  deps: RecordsTable,
  tokenHash: Sha256,
  preview: MailPreview,
): Promise<void> {
  const expiresAt = Math.ceil(Date.parse(preview.endsAt) / SECOND);
  await deps.tables.send(
    new PutCommand({
      TableName: deps.recordsTable,
      Item: { ...previewKey(tokenHash), v: 1, ...MailPreview.parse(preview), expiresAt },
    }),
  );
}

/** The preview behind a token, while it lasts. */
export async function readMailPreview(
  deps: RecordsTable,
  tokenHash: Sha256,
  now: Instant,
): Promise<MailPreview | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: previewKey(tokenHash), ConsistentRead: true }),
  );
  const preview = found.Item === undefined ? undefined : MailPreview.parse(found.Item);
  return preview !== undefined && Date.parse(preview.endsAt) > now ? preview : undefined;
}
