import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { HcpId, MessageId } from "../../shared/model/ids.ts";
import { DAY } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";
import { backOff, type TransactPart, transact } from "../runtime/transaction.ts";
import { COHORT_COUNTS, Cohort, countsOf, difference, type Learned, withFate } from "./cohort.ts";

interface InsightsTable {
  readonly tables: Tables;
  readonly insightsTable: string;
}

/** Single people's cohorts are kept as long as their visits (domain-rules Appendix D); the sums stay. */
const COHORT_KEPT = 396 * DAY;
const ATTEMPTS = 12;

const cohortKey = (hcpId: HcpId, week: string) => ({ pk: `HCP#${hcpId}`, sk: `COHORT#${week}` });
const weekKey = (territory: string, week: string) => ({ pk: `TERRITORY#${territory}`, sk: `SENT#${week}` });

/**
 * Notes what became of a message, and moves the sums of its territory's week by what is new, in one transaction: an
 * event that is delivered twice counts once.
 * @throws Error when rivals kept winning; the event is then delivered again
 */
export async function noteFate(
  deps: InsightsTable,
  known: {
    readonly hcpId: HcpId;
    readonly messageId: MessageId;
    readonly territory: string;
    readonly week: string;
    readonly fate: Learned;
  },
): Promise<void> {
  const { hcpId, messageId, territory, week, fate } = known;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await deps.tables.send(
      new GetCommand({ TableName: deps.insightsTable, Key: cohortKey(hcpId, week), ConsistentRead: true }),
    );
    const before: Cohort =
      found.Item === undefined ? { territory, week, messages: {}, rev: 0 } : Cohort.parse(found.Item);
    const after = withFate(before, messageId, fate);
    const moved = difference(countsOf(before), countsOf(after));
    if (COHORT_COUNTS.every((name) => moved[name] === 0)) return;
    const parts = [cohortPart(deps.insightsTable, hcpId, after), sumPart(deps.insightsTable, before, moved)];
    if ((await transact(deps.tables, parts)).kind === "committed") return;
    await backOff(attempt);
  }
  throw new Error(`the cohort of ${hcpId} met a rival ${ATTEMPTS} times`);
}

function cohortPart(table: string, hcpId: HcpId, cohort: Cohort): TransactPart {
  const expiresAt = Math.floor((Date.parse(cohort.week) + COHORT_KEPT) / 1000);
  return {
    name: "cohort_changed",
    item: {
      Put: {
        TableName: table,
        Item: { ...cohortKey(hcpId, cohort.week), v: 1, ...cohort, expiresAt },
        ...(cohort.rev === 1
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "#rev = :before",
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":before": cohort.rev - 1 },
            }),
      },
    },
  };
}

function sumPart(
  table: string,
  { territory, week }: Cohort,
  moved: Readonly<Record<string, number>>,
): TransactPart {
  return {
    name: "sum_changed",
    item: {
      Update: {
        TableName: table,
        Key: weekKey(territory, week),
        UpdateExpression: `SET v = :v ADD ${COHORT_COUNTS.map((name) => `${name} :${name}`).join(", ")}`,
        ExpressionAttributeValues: {
          ":v": 1,
          ...Object.fromEntries(COHORT_COUNTS.map((name) => [`:${name}`, moved[name] ?? 0])),
        },
      },
    },
  };
}

const count = z.int().default(0);
const WeekItem = z.object({
  sk: z.string(),
  people: count,
  attempted: count,
  delivered: count,
  bounced: count,
  visited: count,
  visitors: count,
  human: count,
  machine: count,
  unknown: count,
});
export type WeekSums = Omit<z.output<typeof WeekItem>, "sk"> & { readonly week: string };

/** The sums of a territory from a week on, oldest first: one Query for messages and one for requests of links. */
export async function weeksOf(deps: InsightsTable, territory: string, from: string): Promise<WeekSums[]> {
  const [sent, links] = await Promise.all([query("SENT"), query("LINKS")]);
  const weeks = new Set([...sent.keys(), ...links.keys()]);
  const nothing = WeekItem.omit({ sk: true }).parse({});
  return [...weeks].sort().map((week) => {
    const { human, machine, unknown } = links.get(week) ?? nothing;
    return { ...(sent.get(week) ?? nothing), human, machine, unknown, week };
  });

  async function query(kind: "SENT" | "LINKS") {
    const found = await deps.tables.send(
      new QueryCommand({
        TableName: deps.insightsTable,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: {
          ":pk": `TERRITORY#${territory}`,
          ":from": `${kind}#${from}`,
          ":to": `${kind}#9999`,
        },
      }),
    );
    return new Map(
      (found.Items ?? []).map((item) => {
        const { sk, ...sums } = WeekItem.parse(item);
        return [sk.slice(kind.length + 1), sums] as const;
      }),
    );
  }
}
