import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { AuditLink } from "../../shared/contracts/audit.ts";
import type { Journey } from "./journey.ts";

/** The links of one object's chain in their order, read from the audit table itself. */
export async function chainOf({ aws, name }: Journey, chain: string): Promise<AuditLink[]> {
  const links: AuditLink[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await aws.tables.send(
      new QueryCommand({
        TableName: name("AUDIT_TABLE"),
        KeyConditionExpression: "pk = :chain",
        ExpressionAttributeValues: { ":chain": chain },
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    );
    links.push(...(page.Items ?? []).map((item) => AuditLink.parse(item)));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return links;
}

/** What a person was denied on a day of business time. */
export function denialsOf(journey: Journey, userId: string, day: string): Promise<AuditLink[]> {
  return chainOf(journey, `Denial#${userId}#${day}`);
}
