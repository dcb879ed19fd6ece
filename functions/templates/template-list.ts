import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../../shared/contracts/errors.ts";
import { TemplateVersionId } from "../../shared/model/ids.ts";
import type { TemplateIn, TemplateVersion } from "../../shared/model/template.ts";
import { type Instant, InstantText, instantText } from "../../shared/model/time.ts";
import { type RecordsTable, TEMPLATES, templateVersionKey, templateVersionOf } from "./store.ts";
import { type TemplateUse, usableTemplate } from "./usable-template.ts";

/** Most templates that a composer chooses from: a company has some dozens. */
const MOST_OFFERED = 100;

/**
 * A page of versions, newest first: one Query on gsi1, or for what is in use on gsi2.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function templatePage(
  deps: RecordsTable,
  page: { readonly inUse: boolean; readonly limit: number; readonly cursor?: string | undefined },
  now: Instant,
): Promise<{ readonly versions: readonly TemplateVersion[]; readonly cursor?: string }> {
  const { inUse, limit, cursor } = page;
  const index = inUse ? "gsi2" : "gsi1";
  const partition = inUse ? TEMPLATES.approved : TEMPLATES.all;
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: index,
      KeyConditionExpression: `${index}pk = :partition`,
      ...(inUse ? { FilterExpression: "validUntil > :now" } : {}),
      ExpressionAttributeValues: { ":partition": partition, ...(inUse ? { ":now": instantText(now) } : {}) },
      ScanIndexForward: false,
      Limit: limit,
      ExclusiveStartKey: cursor === undefined ? undefined : startKey(index, partition, cursor),
    }),
  );
  const last = found.LastEvaluatedKey?.[`${index}sk`];
  return {
    versions: (found.Items ?? []).map((item) => templateVersionOf(item)),
    ...(last === undefined ? {} : { cursor: Buffer.from(String(last)).toString("base64url") }),
  };
}

/** The templates with whose words somebody may be written to now, newest first; of the newest hundred that are approved. */
export async function templatesFor(deps: RecordsTable, use: TemplateUse): Promise<TemplateIn<"approved">[]> {
  const { versions } = await templatePage(deps, { inUse: true, limit: MOST_OFFERED }, use.now);
  return versions.flatMap((version) => {
    const answer = usableTemplate(version, use);
    return answer.usable ? [answer.version] : [];
  });
}

/** A cursor holds only the position, never the partition: nobody can page into what is not theirs. */
function startKey(index: string, partition: string, cursor: string): Record<string, string> {
  const [createdAt, id, ...more] = Buffer.from(cursor, "base64url").toString("utf8").split("#");
  const versionId = TemplateVersionId.safeParse(id);
  if (!versionId.success || !InstantText.safeParse(createdAt).success || more.length > 0)
    throw new AppError("invalid_request", "This is no cursor of this list. Start without one.", {
      field: "query.cursor",
    });
  const position = `${createdAt}#${versionId.data}`;
  return { ...templateVersionKey(versionId.data), [`${index}pk`]: partition, [`${index}sk`]: position };
}
