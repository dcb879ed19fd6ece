import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { ArmKey, ExperimentId } from "../../shared/model/experiment.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";
import { backOff, type TransactPart, transact } from "../runtime/transaction.ts";
import { type DayCounts, dayCounts, SUM_NAMES, sumsOf, type Told, Unit, withTold } from "./unit.ts";

export interface InsightsTable {
  readonly tables: Tables;
  readonly insightsTable: string;
}

/** Units are kept as long as visits (domain-rules Appendix D); the sums stay. */
const UNIT_KEPT = 396 * DAY;
const ATTEMPTS = 16;
/** An experiment lasts half a year at most, and is observed for a week more. */
const MOST_DAYS = 200;

const unitKey = (experimentId: ExperimentId, unit: Sha256) => ({
  pk: `EXPERIMENT#${experimentId}`,
  sk: `UNIT#${unit}`,
});
const dayKey = (experimentId: ExperimentId, day: string) => ({
  pk: `EXPERIMENT#${experimentId}`,
  sk: `DAY#${day}`,
});

/** Which unit something was heard of, and when it was assigned to its arm. */
export interface UnitIn {
  readonly experimentId: ExperimentId;
  readonly unit: Sha256;
  readonly arm: ArmKey;
  readonly assignedAt: Instant;
}

/**
 * Notes what was heard of a unit, and moves the sums of its days by what is new, in one transaction: what is heard twice
 * counts once.
 * @throws Error when rivals kept winning; the event is then delivered again
 */
export async function noteUnit(deps: InsightsTable, about: UnitIn, told: Told): Promise<void> {
  const { experimentId, unit, arm } = about;
  const key = unitKey(experimentId, unit);
  const unheard: Unit = {
    arm,
    assignedAt: instantText(about.assignedAt),
    visited: false,
    left: false,
    rev: 0,
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await deps.tables.send(
      new GetCommand({ TableName: deps.insightsTable, Key: key, ConsistentRead: true }),
    );
    const before = found.Item === undefined ? unheard : Unit.parse(found.Item);
    const after = withTold(before, told);
    const moved = whatIsNew(before, after);
    if (moved.size === 0) return;
    const parts = [
      unitPart(deps.insightsTable, key, { ...after, rev: before.rev + 1 }),
      ...[...moved].map(([day, names]) => dayPart(deps.insightsTable, experimentId, day, names)),
    ];
    if ((await transact(deps.tables, parts)).kind === "committed") return;
    await backOff(attempt);
  }
  throw new Error(`a unit of ${experimentId} met a rival ${ATTEMPTS} times`);
}

/** The names that a unit newly adds one to, by day. A unit never takes anything back. */
function whatIsNew(before: Unit, after: Unit): Map<string, string[]> {
  const known = before.rev === 0 ? {} : sumsOf(before);
  const moved = new Map<string, string[]>();
  for (const key of Object.keys(sumsOf(after))) {
    if (known[key] !== undefined) continue;
    const [day = "", arm, name] = key.split(" ");
    moved.set(day, [...(moved.get(day) ?? []), `${arm}_${name}`]);
  }
  return moved;
}

function unitPart(table: string, key: ReturnType<typeof unitKey>, unit: Unit): TransactPart {
  const expiresAt = Math.floor((Date.parse(unit.assignedAt) + UNIT_KEPT) / 1000);
  return {
    name: "unit_changed",
    item: {
      Put: {
        TableName: table,
        Item: { ...key, v: 1, ...unit, expiresAt },
        ...(unit.rev === 1
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "#rev = :before",
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":before": unit.rev - 1 },
            }),
      },
    },
  };
}

function dayPart(
  table: string,
  experimentId: ExperimentId,
  day: string,
  names: readonly string[],
): TransactPart {
  return {
    name: "day_changed",
    item: {
      Update: {
        TableName: table,
        Key: dayKey(experimentId, day),
        UpdateExpression: `SET v = :v ADD ${names.map((name) => `${name} :one`).join(", ")}`,
        ExpressionAttributeValues: { ":v": 1, ":one": 1 },
      },
    },
  };
}

/** The sums of an experiment by day, oldest first: one Query, independent of the number of people. */
export async function daysOf(deps: InsightsTable, experimentId: ExperimentId): Promise<DayCounts[]> {
  const { pk } = dayKey(experimentId, "");
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.insightsTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :day)",
      ExpressionAttributeValues: { ":pk": pk, ":day": "DAY#" },
      Limit: MOST_DAYS,
      ConsistentRead: true,
    }),
  );
  return (found.Items ?? []).map((item) => {
    const sums = Object.fromEntries(SUM_NAMES.map((name) => [name, item[name]]));
    return dayCounts(String(item["sk"]).slice("DAY#".length), sums);
  });
}
