import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue } from "aws-lambda";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BatchItem, Beacon } from "../../shared/contracts/engagement.ts";
import { readBatch } from "./read-batch.ts";

const VERSION = "ver_01JD0000000000000000000000";
const row = fc.oneof(
  fc.record({ k: fc.constant(1), a: fc.nat(600_000), span: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({ k: fc.constant(2), a: fc.constant(0), span: fc.integer({ min: 1, max: 60_000 }) }),
  fc.record({ k: fc.constantFrom(3, 4), a: fc.constant(0), span: fc.constant(0) }),
);
const batch = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 4 }),
    seq: fc.nat(1_000_000),
    tracked: fc.boolean(),
    at: fc.date({ min: new Date("2020-01-01"), max: new Date("2099-01-01"), noInvalidDate: true }),
  })
  .map(({ rows, seq, tracked, at }) => ({
    pk: "VISIT#vis_1",
    sk: "BATCH#00000001",
    v: 1,
    expiresAt: 1_800_000_000,
    visitId: "vis_1",
    ...(tracked ? { hcpId: "hcp_1", messageId: "msg_1" } : {}),
    seq,
    items: [VERSION],
    k: rows.map((one) => one.k),
    i: rows.map(() => 0),
    a: rows.map((one) => one.a),
    b: rows.map((one) => one.a + one.span),
    r: rows.map(() => 100),
    receivedAt: at.toISOString(),
  }));
/** What may stand in a field by mistake, in DynamoDB's form. */
const mistake = fc.constantFrom<AttributeValue | undefined>(
  undefined,
  { S: "text" },
  { N: "-1" },
  { N: "1.5" },
  { BOOL: true },
  { NULL: true },
  { L: [] },
  { L: [{ S: "text" }] },
  { L: [{ N: "7" }] },
  { M: {} },
);
const field = fc.constantFrom("visitId", "hcpId", "messageId", "seq", "items", "k", "a", "r", "receivedAt");

describe("the batch reader of the stream", () => {
  it("gives what unmarshalling and the schemas give, for batches whole and damaged", () => {
    let accepted = 0;
    fc.assert(
      fc.property(batch, fc.option(fc.tuple(field, mistake), { freq: 2 }), (item, damage) => {
        const image = marshall(item) as Record<string, AttributeValue>;
        if (damage !== null) {
          const [name, value] = damage;
          if (value === undefined) delete image[name];
          else image[name] = value;
        }
        const expected = bySchemas(image);
        if (expected !== undefined) accepted++;
        expect(readBatch(image)).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });
});

/** The stored form, and the rules of the edge for its columns. */
function bySchemas(image: Record<string, AttributeValue>): BatchItem | undefined {
  const stored = BatchItem.safeParse(unmarshall(image as Parameters<typeof unmarshall>[0]));
  if (!stored.success) return undefined;
  const { seq, items, k, i, a, b, r } = stored.data;
  return Beacon.safeParse({ seq, items, k, i, a, b, r }).success ? stored.data : undefined;
}
