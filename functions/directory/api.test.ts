import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldName } from "../../shared/model/fold-name.ts";
import { HcpMasterData } from "../../shared/model/hcp.ts";
import { HcpId, ImportId, UserId } from "../../shared/model/ids.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import { HOUR, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { newId } from "../runtime/ids.ts";
import { transact } from "../runtime/transaction.ts";
import { addressHash } from "./address-hash.ts";
import { makeDirectoryApi } from "./api.ts";
import { addressNotSuppressedPart, suppressAddressPart } from "./conditions.ts";
import { findSuppression } from "./facts.ts";
import { importPerson } from "./import-person.ts";
import { maskEmail, maskMobile } from "./mask-address.ts";
import { holdsAt } from "./territory-store.ts";

const NOW = Date.parse("2026-11-23T09:00:00Z");
const PEPPER = Buffer.alloc(32, 7).toString("base64");
const rep = callerWith("rep-1", "rep");
const admin = callerWith("admin-1", "admin");

let engine: EngineTables;
let api: ReturnType<typeof makeDirectoryApi>;
const ids = new Map<string, HcpId>();
const PEOPLE = [
  ["P-1", "Søren", "Ábel", "N-01"],
  ["P-2", "Ana", "Abbott", "N-01"],
  ["P-3", "Łucja", "Zander", "N-01"],
  ["P-4", "Max", "Abel", "S-01"],
  ["P-5", "Eva", "Quist", "N-02"],
] as const;

beforeAll(async () => {
  engine = await startTables();
  const { records, people, audit, insights } = engine.names;
  const deps = {
    tables: engine.tables,
    recordsTable: records,
    peopleTable: people,
    auditTable: audit,
    insightsTable: insights,
  };
  api = makeDirectoryApi(deps);
  const importId = ImportId.parse(newId("imp", NOW));
  for (const [row, [externalId, firstName, lastName, territory]] of PEOPLE.entries()) {
    const person = HcpMasterData.parse({
      ...{ externalId, firstName, lastName, territory, specialty: "Oncology", kind: "academic" },
      ...{ country: "GB", timeZone: "Europe/London", language: "en-GB" },
      ...{ email: `${externalId}@example.com`, mobile: "+447700900012" },
    });
    await importPerson(
      { ...deps, pepper: PEPPER },
      person,
      { importId, row: row + 2, requestedBy: admin.userId },
      NOW,
    );
  }
  const all = await api.listHcps({ ...list({}), caller: admin });
  for (const { hcpId, externalId } of all.items) ids.set(externalId, HcpId.parse(hcpId));
  for (const territory of ["N-01", "N-02"]) await align(territory, { from: instantText(NOW - HOUR) });
});
afterAll(() => engine.close());

function callerWith(userId: string, ...roles: Role[]): Caller {
  return { userId: UserId.parse(userId), name: userId, roles };
}
const context = { now: NOW, requestId: "r", headers: {}, cookies: [] };
const list = (query: { q?: string; territory?: string; cursor?: string; limit?: number }) => ({
  params: undefined,
  body: undefined,
  context,
  query: { limit: 50, ...query },
});
const align = (territory: string, body: { from: string; to?: string }, userId = rep.userId) =>
  api.alignRep({ params: { territory, userId }, body, query: undefined, caller: admin, context });
const read = (externalId: string, caller: Caller, now = NOW) => {
  const hcpId = ids.get(externalId) ?? HcpId.parse(newId("hcp", NOW));
  return api.readHcp({
    params: { hcpId },
    query: undefined,
    body: undefined,
    caller,
    context: { ...context, now },
  });
};
async function chain(pk: string) {
  const found = await engine.tables.send(
    new QueryCommand({
      TableName: engine.names.audit,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
    }),
  );
  return found.Items ?? [];
}
const names = (page: { items: readonly { lastName: string }[] }) => page.items.map((item) => item.lastName);

describe("the directory's endpoints", () => {
  it("lists a rep's own territories one after the other, by last name without accents", async () => {
    expect(names(await api.listHcps({ ...list({}), caller: rep }))).toEqual([
      "Abbott",
      "Ábel",
      "Zander",
      "Quist",
    ]);
  });

  it("finds by the beginning of a last name, accents aside", async () => {
    expect(names(await api.listHcps({ ...list({ q: "ABÉ" }), caller: rep }))).toEqual(["Ábel"]);
    expect(names(await api.listHcps({ ...list({ q: "abe" }), caller: admin }))).toEqual(["Abel", "Ábel"]);
  });

  it("pages without loss or repeat, whatever the size", async () => {
    for (const limit of [1, 2, 3, 4, 5]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await api.listHcps({
          ...list(cursor === undefined ? { limit } : { limit, cursor }),
          caller: rep,
        });
        seen.push(...names(page));
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(seen).toEqual(["Abbott", "Ábel", "Zander", "Quist"]);
    }
  });

  it("refuses a cursor of another territory and a foreign territory", async () => {
    const { cursor } = await api.listHcps({ ...list({ territory: "S-01", limit: 1 }), caller: admin });
    expect(cursor).toBeUndefined();
    const foreign = Buffer.from(
      JSON.stringify({ list: "TERRITORY#S-01", hcpId: ids.get("P-4"), sortName: "a" }),
    );
    const stolen = list({ cursor: foreign.toString("base64url") });
    await expect(api.listHcps({ ...stolen, caller: rep })).rejects.toMatchObject({ code: "invalid_request" });
    await expect(api.listHcps({ ...list({ territory: "S-01" }), caller: rep })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("shows addresses masked only", async () => {
    const shown = await read("P-1", rep);
    expect([shown.email, shown.mobile]).toEqual(["p•••@example.com", "+44•••12"]);
    expect(JSON.stringify(shown)).not.toContain("900012");
  });

  it("presents an HCP of another territory exactly like none, and records the attempt (domain-rules 8.4)", async () => {
    const before = (await chain("Denial#rep-1#2026-11-23")).length;
    const foreign = await read("P-4", rep).catch((error: unknown) => error);
    const unknown = await read("P-none", rep).catch((error: unknown) => error);
    expect(foreign).toEqual(unknown);
    expect(await chain("Denial#rep-1#2026-11-23")).toHaveLength(before + 2);
  });

  it("asks for the territory at every request: a rep who moved loses access at that instant", async () => {
    await align("S-01", { from: instantText(NOW), to: instantText(NOW + HOUR) }, UserId.parse("rep-2"));
    const moving = callerWith("rep-2", "rep");
    await expect(read("P-4", moving)).resolves.toMatchObject({ lastName: "Abel" });
    await expect(read("P-4", moving, NOW + HOUR)).rejects.toMatchObject({ code: "not_found" });
    await expect(read("P-4", moving, NOW - 1)).rejects.toMatchObject({ code: "not_found" });
  });

  it("audits every alignment with what was said before", async () => {
    await align("X-01", { from: instantText(NOW) });
    await align("X-01", { from: instantText(NOW), to: instantText(NOW + HOUR) });
    const links = await chain("Alignment#rep-1/X-01");
    expect(links.map((link) => [link["sequence"], link["before"], link["after"]])).toEqual([
      [1, undefined, { from: instantText(NOW) }],
      [2, { from: instantText(NOW) }, { from: instantText(NOW), to: instantText(NOW + HOUR) }],
    ]);
  });

  it("says who is signed in with today's territories", async () => {
    const me = await api.me({ params: undefined, query: undefined, body: undefined, caller: rep, context });
    expect(me).toMatchObject({
      userId: "rep-1",
      roles: ["rep"],
      territories: expect.arrayContaining(["N-01", "N-02"]),
    });
  });
});

describe("suppression", () => {
  it("holds a transaction back once an address is suppressed, and keeps the first cause", async () => {
    const hash = addressHash(PEPPER, "email", " Someone@Example.com");
    const free = addressNotSuppressedPart(engine.names.people, hash);
    expect(await transact(engine.tables, [free])).toEqual({ kind: "committed" });
    const bounce = suppressAddressPart(
      engine.names.people,
      { addressHash: hash, channel: "email", reason: "bounce_hard" },
      NOW,
    );
    const complaint = suppressAddressPart(
      engine.names.people,
      { addressHash: hash, channel: "email", reason: "complaint" },
      NOW,
    );
    expect(await transact(engine.tables, [bounce])).toEqual({ kind: "committed" });
    expect(await transact(engine.tables, [complaint])).toEqual({
      kind: "refused",
      names: ["already_suppressed"],
    });
    expect(await transact(engine.tables, [free])).toEqual({ kind: "refused", names: ["address_suppressed"] });
    const found = await findSuppression({ tables: engine.tables, peopleTable: engine.names.people }, hash);
    expect(found?.reason).toBe("bounce_hard");
  });
});

describe("small decisions", () => {
  it.each([
    ["D’Árcy", "darcy"],
    ["van-der-Berg", "van der berg"],
    ["Łukasz Groß", "lukasz gross"],
    ["Sørensen", "sorensen"],
  ])("folds %s to %s", (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it("folds a folded name to itself", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        (name) => foldName(foldName(name)) === foldName(name),
      ),
    );
  });

  it("hides all of an address but its ends", () => {
    expect(maskEmail("liam.ivanova@example.com")).toBe("l•••@example.com");
    expect(maskMobile("+353851234567")).toBe("+35•••67");
  });

  it("holds an alignment from its first instant to just before its end", () => {
    const period = { from: instantText(10), to: instantText(20) };
    expect([9, 10, 19, 20].map((now) => holdsAt(period, now))).toEqual([false, true, true, false]);
  });
});
