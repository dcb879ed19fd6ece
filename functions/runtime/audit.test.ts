import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AuditLink } from "../../shared/contracts/audit.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { AUDIT_MOVED, auditPart, recordDenial } from "./audit.ts";
import { backOff, transact } from "./transaction.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const fact = {
  actor: { type: "user", id: "u_1" },
  action: "thing.change",
  object: { type: "Thing", id: "t_1" },
} as const;

async function links(chain: string): Promise<AuditLink[]> {
  const found = await engine.tables.send(
    new QueryCommand({
      TableName: engine.names.audit,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": chain },
    }),
  );
  return (found.Items ?? []).map((item) => AuditLink.parse(item));
}

describe("audit links over the real table engine", () => {
  it("chain without a gap when twenty writers append to one object at once", async () => {
    const append = async () => {
      for (let attempt = 0; ; attempt++) {
        const outcome = await transact(engine.tables, [
          await auditPart(engine.tables, engine.names.audit, fact, 0),
        ]);
        if (outcome.kind === "committed") return;
        if (outcome.kind === "refused") expect(outcome.names).toEqual([AUDIT_MOVED]);
        await backOff(attempt);
      }
    };
    await Promise.all(Array.from({ length: 20 }, append));
    const chain = await links("Thing#t_1");
    expect(chain.map((link) => link.sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    for (const [index, link] of chain.entries()) {
      expect(link.previousHash).toBe(index === 0 ? "0".repeat(64) : chain[index - 1]?.hash);
    }
  });

  it("record a denial per actor and day", async () => {
    const denial = { actor: fact.actor, action: "hcp.read", objectId: "hcp_2", reason: "territory" };
    await Promise.all(
      [1, 2, 3].map(() => recordDenial(engine.tables, engine.names.audit, denial, 86_400_000)),
    );
    expect(await links("Denial#u_1#1970-01-02")).toHaveLength(3);
  });

  it("record every denial of a page that asks for forty forbidden things at once", async () => {
    const denial = { actor: fact.actor, action: "hcp.read", objectId: "hcp_2", reason: "territory" };
    const record = () => recordDenial(engine.tables, engine.names.audit, denial, 2 * 86_400_000);
    await Promise.all(Array.from({ length: 40 }, record));
    expect(await links("Denial#u_1#1970-01-03")).toHaveLength(40);
  });
});
