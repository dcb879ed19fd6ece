import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { templatesApi } from "../../shared/contracts/templates.ts";
import { UserId } from "../../shared/model/ids.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import { makeLimits } from "./limits.ts";
import { NOW } from "./template.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const { body } = templatesApi.endpoints.writeRestrictedWords;
/** So many words of fifty characters, no two alike. */
const listsOf = (tag: string, words: number) =>
  Array.from({ length: Math.ceil(words / 250) }, (_, list) => ({
    product: `${tag} ${list}`,
    partial: Array.from({ length: Math.min(250, words - 250 * list) }, (_, n) =>
      `${tag}${list}-${n}`.padEnd(50, "x"),
    ),
    exact: [],
    names: [],
  }));

describe("a country's restricted words (MLR-14)", () => {
  it("are no more than can be kept with their audit, before and after", async () => {
    expect(body.safeParse({ lists: listsOf("a", 2500), rev: 0 }).success).toBe(false);
    const limits = makeLimits({
      ...{ tables: engine.tables, recordsTable: engine.names.records, auditTable: engine.names.audit },
      ...{ profiles: demoProfiles, hcpOrigin: "https://hcp.acme.example", company: "Acme Therapeutics" },
    });
    const caller = { userId: UserId.parse("u-compliance"), name: "Claire", roles: ["compliance" as const] };
    const context = { now: NOW, requestId: "r", headers: {}, cookies: [] };
    for (const [rev, tag] of ["a", "b"].entries())
      expect(
        await limits.writeRestrictedWords({
          params: { country: "FR" },
          query: undefined,
          body: body.parse({ lists: listsOf(tag, 1800), rev }),
          caller,
          context,
        }),
      ).toMatchObject({ rev: rev + 1 });
  });
});
