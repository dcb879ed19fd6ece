import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { emittedBy } from "./outbox.ts";

const image = (rev: number) => ({
  rev: { N: String(rev) },
  emits: {
    L: [
      {
        M: {
          name: { S: "space.changed" },
          detail: { M: { hcpId: { S: "hcp_1" }, rev: { N: String(rev) }, at: { S: "t" } } },
        },
      },
    ],
  },
});
const record = (before: number | undefined, after: number | undefined) =>
  ({
    eventName: "MODIFY",
    dynamodb: {
      SequenceNumber: "1",
      ...(before === undefined ? {} : { OldImage: image(before) }),
      ...(after === undefined ? {} : { NewImage: image(after) }),
    },
  }) as DynamoDBRecord;

describe("the outbox", () => {
  it("publishes what a new record emits", () => {
    expect(emittedBy(record(undefined, 1))).toEqual([
      { name: "space.changed", detail: { hcpId: "hcp_1", rev: 1, at: "t" } },
    ]);
  });
  it("publishes again when rev changed, and is silent about any other write of the record", () => {
    expect(emittedBy(record(1, 2))).toHaveLength(1);
    expect(emittedBy(record(2, 2))).toEqual([]);
  });
  it("says nothing about a deleted record", () => {
    expect(emittedBy(record(2, undefined))).toEqual([]);
  });
});
