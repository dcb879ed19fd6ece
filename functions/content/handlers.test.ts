import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VersionView } from "../../shared/contracts/content.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import type { AssetIn } from "../../shared/model/asset.ts";
import { ContentId, UserId, VersionId } from "../../shared/model/ids.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import { DAY } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { findAsset } from "../media/facts.ts";
import { readyAsset } from "../media/ready-asset.fixture.ts";
import { assetPart } from "../media/store.ts";
import { newId } from "../runtime/ids.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import { transact } from "../runtime/transaction.ts";
import { versionsUnchangedParts } from "./conditions.ts";
import { findVersions } from "./facts.ts";
import { makeContent } from "./handlers.ts";
import { versionKey } from "./store.ts";
import { NOW, OTHER_HASH, TEXT } from "./version.fixture.ts";

let engine: EngineTables;
let content: ReturnType<typeof makeContent>;
beforeAll(async () => {
  engine = await startTables();
  content = makeContent(deps());
});
afterAll(() => engine.close());

const deps = () => ({
  tables: engine.tables,
  recordsTable: engine.names.records,
  auditTable: engine.names.audit,
  profiles: demoProfiles,
});
const person = (id: string, ...roles: Role[]): Caller => ({
  userId: UserId.parse(id),
  name: `Name of ${id}`,
  roles,
});
const marketer = person("u-marketer", "marketer");
const reviewer = person("u-reviewer", "reviewer");
const rep = person("u-rep", "rep");
const context = (now = NOW) => ({ now, requestId: "r", headers: {}, cookies: [] });
const none = { query: undefined, body: undefined };

async function video(): Promise<AssetIn<"ready">> {
  const asset = readyAsset(NOW);
  await transact(engine.tables, [assetPart(engine.names.records, asset, [])]);
  return asset;
}
async function written(asset: AssetIn<"ready">, more: { contentId?: ContentId; countries?: ["IE"] } = {}) {
  const body = { ...TEXT, assetId: asset.assetId, product: "Cardiolex", ...more };
  return (await content.createContent({
    body,
    caller: marketer,
    context: context(),
    params: undefined,
    query: undefined,
  })) as VersionView;
}
async function submitted(asset: AssetIn<"ready">, more: { contentId?: ContentId; countries?: ["IE"] } = {}) {
  const { versionId } = await written(asset, more);
  const request = { params: { versionId }, ...none, caller: marketer, context: context() };
  return (await content.submitVersion(request)) as VersionView;
}
async function approve(version: VersionView, caller = reviewer, sha256 = version.bytesSha256 ?? OTHER_HASH) {
  const body = { sha256, meaning: "I approve this material as medically accurate" };
  const request = {
    params: { versionId: version.versionId },
    query: undefined,
    body,
    caller,
    context: context(),
  };
  return (await content.approveVersion(request)) as VersionView;
}
const withdraw = (versionId: VersionId) =>
  content.withdrawVersion({
    params: { versionId },
    query: undefined,
    body: { reason: "safety_update" },
    caller: reviewer,
    context: context(),
  });
const chain = async (pk: string) => {
  const input = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } };
  return (
    (await engine.tables.send(new QueryCommand({ TableName: engine.names.audit, ...input }))).Items ?? []
  );
};
const stored = async (versionId: VersionId) =>
  (await engine.tables.send(new GetCommand({ TableName: engine.names.records, Key: versionKey(versionId) })))
    .Item;

describe("the life of a version", () => {
  it("goes from draft over review to approval, signed, numbered, announced and audited (MLR-3, MLR-10, INV-10)", async () => {
    const asset = await video();
    const version = await submitted(asset);
    const approved = await approve(version);
    expect(approved).toMatchObject({ state: "approved", major: 1, expiresAt: "2027-11-12T10:00:00.000Z" });
    expect(approved.materialCodes?.map((one) => one.code)).toEqual([
      expect.stringMatching(/^IE-CAR-26-\d{5}$/),
      expect.stringMatching(/^GB-CAR-26-\d{5}$/),
    ]);
    const request = { params: { versionId: version.versionId }, ...none, caller: rep, context: context() };
    expect((await content.readVersion(request)).signatures).toEqual([
      {
        versionId: version.versionId,
        signerUserId: "u-reviewer",
        printedName: "Name of u-reviewer",
        role: "reviewer",
        meaning: "I approve this material as medically accurate",
        ts: "2026-11-12T10:00:00.000Z",
        sha256: version.bytesSha256,
      },
    ]);
    expect((await stored(version.versionId))?.["emits"]).toEqual([
      {
        name: "content.version_approved",
        detail: {
          versionId: version.versionId,
          contentId: version.contentId,
          rev: 3,
          at: "2026-11-12T10:00:00.000Z",
        },
      },
    ]);
    const links = await chain(`ContentVersion#${version.versionId}`);
    expect(links.map((link) => link["action"])).toEqual([
      "content.version.create",
      "content.version.submit",
      "content.version.approve",
    ]);
    expect(await findAsset(deps(), asset.assetId)).toMatchObject({ state: "ready", uses: 1 });
  });

  it("is refused to its author who is a reviewer as well, and the attempt is recorded (MLR-1, INV-9)", async () => {
    const version = await submitted(await video());
    const both = person("u-marketer", "marketer", "reviewer");
    await expect(approve(version, both)).rejects.toMatchObject({ code: "separation_of_duties" });
    const denials = await chain("Denial#u-marketer#2026-11-12");
    expect(denials.at(-1)).toMatchObject({
      action: "mlr.sod.denied",
      after: { objectId: version.versionId },
    });
  });

  it("loses what was looked at when somebody edits in between (MLR-3)", async () => {
    const version = await submitted(await video());
    const { versionId, rev } = version;
    const body = { rev, title: "A new title" };
    const edit = { params: { versionId }, query: undefined, body, caller: marketer, context: context() };
    expect(await content.editVersion(edit)).toMatchObject({ state: "draft", title: "A new title" });
    await expect(content.editVersion(edit)).rejects.toMatchObject({ code: "conflict", field: "body.rev" });
    await content.submitVersion({ params: { versionId }, ...none, caller: marketer, context: context() });
    await expect(approve(version)).rejects.toMatchObject({ code: "conflict", field: "body.sha256" });
  });

  it("remembers an editor of any draft since the last approval (MLR-1)", async () => {
    const first = await written(await video());
    const edit = { params: { versionId: first.versionId }, query: undefined, context: context() };
    const both = person("u-both", "marketer", "reviewer");
    await content.editVersion({ ...edit, body: { rev: 1, title: "Mine" }, caller: both });
    const sister = await submitted(await video(), { contentId: first.contentId });
    await expect(approve(sister, both)).rejects.toMatchObject({ code: "separation_of_duties" });
  });

  it("is approved once when two reviewers sign at the same instant", async () => {
    const version = await submitted(await video());
    const answers = await Promise.allSettled([
      approve(version),
      approve(version, person("u-second", "reviewer")),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find((answer) => answer.status === "rejected")).toMatchObject({
      reason: { code: "wrong_state" },
    });
  });

  it("never shares a material code, however many are approved at once (MLR-10)", async () => {
    const versions = await Promise.all(
      Array.from({ length: 4 }, async () => submitted(await video(), { countries: ["IE"] })),
    );
    const approved = await Promise.all(versions.map((version) => approve(version)));
    const codes = approved.flatMap((version) => version.materialCodes?.map((one) => one.code) ?? []);
    expect(new Set(codes).size).toBe(4);
  });
});

describe("a newer major", () => {
  it("takes the place of the former one in its country only, also with the same video", async () => {
    const asset = await video();
    const first = await approve(await submitted(asset));
    const second = await approve(await submitted(asset, { contentId: first.contentId, countries: ["IE"] }));
    expect(second.major).toBe(2);
    const [former] = await findVersions(deps(), [first.versionId]);
    expect(former).toMatchObject({ state: "approved", supersededIn: ["IE"] });
    expect(await findAsset(deps(), asset.assetId)).toMatchObject({ uses: 2 });
    await approve(await submitted(asset, { contentId: first.contentId }));
    const [gone, replaced] = await findVersions(deps(), [first.versionId, second.versionId]);
    expect([gone?.state, replaced?.state]).toEqual(["superseded", "superseded"]);
    expect(await findAsset(deps(), asset.assetId)).toMatchObject({ uses: 1 });
  });
});

describe("a withdrawal", () => {
  it("ends the version for good, frees its video and is announced (MLR-7)", async () => {
    const asset = await video();
    const version = await approve(await submitted(asset));
    const unchanged = versionsUnchangedParts(engine.names.records, [version]);
    expect(await transact(engine.tables, unchanged)).toEqual({ kind: "committed" });
    expect(await withdraw(version.versionId)).toMatchObject({
      state: "withdrawn",
      withdrawalReason: "safety_update",
    });
    expect(await transact(engine.tables, unchanged)).toEqual({ kind: "refused", names: ["content_changed"] });
    expect(await findAsset(deps(), asset.assetId)).toMatchObject({ uses: 0 });
    expect((await stored(version.versionId))?.["emits"]).toMatchObject([
      { name: "content.version_withdrawn" },
    ]);
    await expect(withdraw(version.versionId)).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("the library", () => {
  it("shows a rep what is approved and in date, page by page, and a marketer everything", async () => {
    const list = async (caller: Caller, now = NOW) => {
      const seen: VersionView[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 3, cursor };
        const page = await content.listContent({
          query,
          params: undefined,
          body: undefined,
          caller,
          context: context(now),
        });
        seen.push(...(page.items as VersionView[]));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return seen;
    };
    const everything = await list(marketer);
    expect(new Set(everything.map((one) => one.versionId)).size).toBe(everything.length);
    const inUse = await list(rep);
    expect(inUse.map((one) => one.state)).toEqual(inUse.map(() => "approved"));
    expect(inUse.length).toBe(everything.filter((one) => one.state === "approved").length);
    expect(await list(rep, NOW + 366 * DAY)).toEqual([]);
  });

  it("tells a rep nothing about a draft, records the attempt, and takes no foreign cursor", async () => {
    const { versionId } = await written(await video());
    const request = { params: { versionId }, ...none, context: context() };
    await expect(content.readVersion({ ...request, caller: rep })).rejects.toBeInstanceOf(AppError);
    expect(await content.readVersion({ ...request, caller: reviewer })).toMatchObject({
      state: "draft",
      signatures: [],
    });
    expect(await chain("Denial#u-rep#2026-11-12")).toMatchObject([{ reason: "not_in_use" }]);
    const query = { limit: 1, cursor: Buffer.from("x#y").toString("base64url") };
    await expect(
      content.listContent({ query, params: undefined, body: undefined, caller: rep, context: context() }),
    ).rejects.toMatchObject({ code: "invalid_request", field: "query.cursor" });
  });

  it("refuses a version about another product, of unknown content or with an unknown video", async () => {
    const { contentId } = await written(await video());
    const create = async (body: object) =>
      content.createContent({
        body: { ...TEXT, product: "Cardiolex", ...body },
        caller: marketer,
        context: context(),
        params: undefined,
        query: undefined,
      });
    await expect(create({})).rejects.toMatchObject({ code: "not_allowed", field: "body.assetId" });
    const { assetId } = await video();
    await expect(create({ assetId, contentId, product: "Other" })).rejects.toMatchObject({
      field: "body.product",
    });
    const unknown = ContentId.parse(newId("con", NOW));
    await expect(create({ assetId, contentId: unknown })).rejects.toMatchObject({ code: "not_found" });
    await expect(withdraw(VersionId.parse(newId("ver", NOW)))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("talk about a version", () => {
  const comment = (versionId: VersionId, text: string, atMs?: number, caller = reviewer, now = NOW) =>
    content.addComment({
      params: { versionId },
      query: undefined,
      body: { text, ...(atMs === undefined ? {} : { atMs }) },
      caller,
      context: context(now),
    });
  const comments = async (versionId: VersionId) => {
    const read = await content.listComments({
      params: { versionId },
      ...none,
      caller: marketer,
      context: context(),
    });
    return read.items.map((one) => [one.by.role, one.atMs, one.text]);
  };

  it("is kept in order with its moment of the film, by whom and in which role", async () => {
    const { versionId } = await submitted(await video());
    await comment(versionId, "The axis has no unit.", 44_000);
    await comment(versionId, "Will add it.", undefined, marketer, NOW + 1000);
    expect(await comments(versionId)).toEqual([
      ["reviewer", 44_000, "The axis has no unit."],
      ["marketer", undefined, "Will add it."],
    ]);
  });

  it("ends with the approval", async () => {
    const version = await submitted(await video());
    await approve(version);
    await expect(comment(version.versionId, "Too late")).rejects.toMatchObject({ code: "wrong_state" });
    expect(await comments(version.versionId)).toEqual([]);
  });

  it("is not possible about nothing", async () => {
    const versionId = VersionId.parse(newId("ver", NOW));
    await expect(comment(versionId, "Hello")).rejects.toMatchObject({ code: "not_found" });
    await expect(comments(versionId)).rejects.toMatchObject({ code: "not_found" });
  });
});
