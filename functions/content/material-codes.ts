import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Country } from "../../shared/model/channel.ts";
import type { MaterialCode } from "../../shared/model/content.ts";
import type { TemplateVersionId, VersionId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";

/** Pure: `IE-CAR-26-00417`, country, first letters of the product, year and running number (MLR-10). */
export function materialCode(country: Country, product: string, year: string, number: number): string {
  const letters = product.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return [country, letters.slice(0, 3).padEnd(3, "X"), year, String(number).padStart(5, "0")].join("-");
}

/**
 * The next free code of each country, with the parts that claim the numbers in the approving transaction. A number
 * is never reused: its record stays. A rival on the same number refuses as `material_code_taken`.
 * Costs one read per country.
 */
export async function nextMaterialCodes(
  deps: RecordsTable,
  version: {
    readonly versionId: VersionId | TemplateVersionId;
    readonly product: string;
    readonly countries: readonly Country[];
  },
  now: Instant,
): Promise<{ readonly codes: MaterialCode[]; readonly parts: TransactPart[] }> {
  const year = String(new Date(now).getUTCFullYear()).slice(2);
  const claims = await Promise.all(
    version.countries.map(async (country) => {
      const pk = `MATERIAL#${country}#${year}`;
      const number = (await lastNumber(deps, pk)) + 1;
      const code = materialCode(country, version.product, year, number);
      const Item = { pk, sk: String(number).padStart(5, "0"), v: 1, code, versionId: version.versionId };
      const ConditionExpression = "attribute_not_exists(pk)";
      const part: TransactPart = {
        name: "material_code_taken",
        item: { Put: { TableName: deps.recordsTable, Item, ConditionExpression } },
      };
      return { code: { country, code }, part };
    }),
  );
  return { codes: claims.map((claim) => claim.code), parts: claims.map((claim) => claim.part) };
}

async function lastNumber(deps: RecordsTable, pk: string): Promise<number> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  return Number(found.Items?.[0]?.["sk"] ?? 0);
}
