import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { wordsUnchangedPart } from "./conditions.ts";
import { compliance, context, makeDesk, none, refusal } from "./desk.fixture.ts";
import { NOW } from "./template.fixture.ts";

let engine: EngineTables;
let desk: ReturnType<typeof makeDesk>;
beforeAll(async () => {
  engine = await startTables();
  desk = makeDesk(engine);
});
afterAll(() => engine.close());

describe("a country's restricted words", () => {
  it("are written by one at a time, and what was judged with the ones before does not commit (MLR-14)", async () => {
    const write = (rev: number, word: string) =>
      desk.templates.writeRestrictedWords({
        ...none,
        params: { country: "IE" },
        body: { lists: [{ partial: [word], exact: [], names: [] }], rev },
        caller: compliance,
        context: context(),
      });
    const before = wordsUnchangedPart(engine.names.records, { country: "IE", rev: 0 });
    expect(await desk.committed(before)).toBe("committed");
    expect(await write(0, "golf")).toMatchObject({ rev: 1 });
    expect(await desk.committed(before)).toBe("refused");
    expect(await refusal(Promise.resolve(write(0, "tennis")))).toBe("conflict body.rev");
    expect(await write(1, "tennis")).toMatchObject({ rev: 2, lists: [{ partial: ["tennis"] }] });
  });

  it("say who wrote them last, and when; the audit chain holds what stood before (INV-10)", async () => {
    const asked = { ...none, params: { country: "FR" as const }, body: undefined, caller: compliance };
    const read = () => desk.templates.readRestrictedWords({ ...asked, context: context() });
    expect(await read()).toEqual({ country: "FR", lists: [], rev: 0 });
    const write = (rev: number, word: string) =>
      desk.templates.writeRestrictedWords({
        ...asked,
        body: { lists: [{ partial: [], exact: [word], names: [] }], rev },
        context: context(),
      });
    await write(0, "golf");
    await write(1, "tennis");
    const { userId, name } = compliance;
    expect(await read()).toMatchObject({ changed: { by: { userId, name }, at: instantText(NOW) }, rev: 2 });
    const chain = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": "RestrictedWords#FR" },
      }),
    );
    expect(chain.Items?.map((link) => [link["actor"], link["before"]])).toMatchObject([
      [{ id: userId }, { lists: [] }],
      [{ id: userId }, { lists: [{ partial: [], exact: ["golf"], names: [] }] }],
    ]);
  });
});
