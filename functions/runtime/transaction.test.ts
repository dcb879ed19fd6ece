import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import type { Tables } from "./tables.ts";
import { putIf } from "./transaction.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

/** Tables whose first answers are lost after the request was carried out. */
function losingAnswers(count: number): Tables {
  const { endpoint, region, credentials } = engine.tables.config;
  const client = new DynamoDBClient({ ...(endpoint === undefined ? {} : { endpoint }), region, credentials });
  let left = count;
  client.middlewareStack.add(
    (next) => async (request) => {
      const answer = await next(request);
      if (left-- > 0) throw Object.assign(new Error("lost"), { $metadata: { httpStatusCode: 500 } });
      return answer;
    },
    { step: "deserialize", priority: "high" },
  );
  return DynamoDBDocumentClient.from(client);
}

const claim = (pk: string) => ({
  TableName: engine.names.records,
  Item: { pk, sk: "CLAIM" },
  ConditionExpression: "attribute_not_exists(pk)",
});

describe("a conditional put", () => {
  it("holds for the first and not for the second", async () => {
    expect(await putIf(engine.tables, claim("a"))).toBe(true);
    expect(await putIf(engine.tables, claim("a"))).toBe(false);
  });

  it("does not take its own write for a rival's when the answer was lost", async () => {
    expect(await putIf(losingAnswers(2), claim("b"))).toBe(true);
    expect(await putIf(losingAnswers(2), claim("b"))).toBe(false);
  });

  it("is won by one of many at once", async () => {
    const won = await Promise.all(Array.from({ length: 20 }, () => putIf(engine.tables, claim("c"))));
    expect(won.filter(Boolean)).toHaveLength(1);
  });
});
