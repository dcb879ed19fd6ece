import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AssetIn } from "../../shared/model/asset.ts";
import { HOUR, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { changeAsset } from "../media/change-asset.ts";
import { findAsset } from "../media/facts.ts";
import { transact } from "../runtime/transaction.ts";
import { versionsUnchangedParts } from "./conditions.ts";
import { context, makeDesk, marketer, none, person, rep } from "./desk.fixture.ts";
import { findVersions } from "./facts.ts";
import { NOW } from "./version.fixture.ts";

let engine: EngineTables;
let desk: ReturnType<typeof makeDesk>;
beforeAll(async () => {
  engine = await startTables();
  desk = makeDesk(engine);
});
afterAll(() => engine.close());

describe("the life of a version", () => {
  it("goes from draft over review to approval, signed, numbered, announced and audited (MLR-3, MLR-10, INV-10)", async () => {
    const asset = await desk.video();
    const version = await desk.submitted(asset);
    const approved = await desk.approve(version);
    expect(approved).toMatchObject({ state: "approved", major: 1, expiresAt: "2027-11-12T10:00:00.000Z" });
    expect(approved.materialCodes?.map((one) => one.code)).toEqual([
      expect.stringMatching(/^IE-CAR-26-\d{5}$/),
      expect.stringMatching(/^GB-CAR-26-\d{5}$/),
    ]);
    const request = { params: { versionId: version.versionId }, ...none, caller: rep, context: context() };
    expect((await desk.content.readVersion(request)).signatures).toEqual([
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
    expect((await desk.stored(version.versionId))?.["emits"]).toEqual([
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
    const links = await desk.chain(`ContentVersion#${version.versionId}`);
    expect(links.map((link) => link["action"])).toEqual([
      "content.version.create",
      "content.version.submit",
      "content.version.approve",
    ]);
    expect(await findAsset(desk.deps, asset.assetId)).toMatchObject({ state: "ready", uses: 1 });
  });

  it("is refused to its author who is a reviewer as well, and the attempt is recorded (MLR-1, INV-9)", async () => {
    const version = await desk.submitted(await desk.video());
    const both = person("u-marketer", "marketer", "reviewer");
    await expect(desk.approve(version, both)).rejects.toMatchObject({ code: "separation_of_duties" });
    const denials = await desk.chain("Denial#u-marketer#2026-11-12");
    expect(denials.at(-1)).toMatchObject({
      action: "mlr.sod.denied",
      after: { objectId: version.versionId },
    });
  });

  it("loses what was looked at when somebody edits in between (MLR-3)", async () => {
    const version = await desk.submitted(await desk.video());
    const { versionId, rev } = version;
    const body = { rev, title: "A new title" };
    const edit = { params: { versionId }, query: undefined, body, caller: marketer, context: context() };
    expect(await desk.content.editVersion(edit)).toMatchObject({ state: "draft", title: "A new title" });
    await expect(desk.content.editVersion(edit)).rejects.toMatchObject({
      code: "conflict",
      field: "body.rev",
    });
    await desk.content.submitVersion({
      params: { versionId },
      ...none,
      caller: marketer,
      context: context(),
    });
    await expect(desk.approve(version)).rejects.toMatchObject({ code: "conflict", field: "body.sha256" });
  });

  it("remembers an editor of any draft since the last approval (MLR-1)", async () => {
    const first = await desk.written(await desk.video());
    const edit = { params: { versionId: first.versionId }, query: undefined, context: context() };
    const both = person("u-both", "marketer", "reviewer");
    await desk.content.editVersion({ ...edit, body: { rev: 1, title: "Mine" }, caller: both });
    const sister = await desk.submitted(await desk.video(), { contentId: first.contentId });
    await expect(desk.approve(sister, both)).rejects.toMatchObject({ code: "separation_of_duties" });
  });

  it("is approved once when two reviewers sign at the same instant", async () => {
    const version = await desk.submitted(await desk.video());
    const answers = await Promise.allSettled([
      desk.approve(version),
      desk.approve(version, person("u-second", "reviewer")),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find((answer) => answer.status === "rejected")).toMatchObject({
      reason: { code: "wrong_state" },
    });
  });

  it("never shares a material code, however many are approved at once (MLR-10)", async () => {
    const versions = await Promise.all(
      Array.from({ length: 4 }, async () => desk.submitted(await desk.video(), { countries: ["IE"] })),
    );
    const approved = await Promise.all(versions.map((version) => desk.approve(version)));
    const codes = approved.flatMap((version) => version.materialCodes?.map((one) => one.code) ?? []);
    expect(new Set(codes).size).toBe(4);
  });
});

describe("a newer major", () => {
  it("takes the place of the former one in its country only, also with the same video", async () => {
    const asset = await desk.video();
    const first = await desk.approve(await desk.submitted(asset));
    const second = await desk.approve(
      await desk.submitted(asset, { contentId: first.contentId, countries: ["IE"] }),
    );
    expect(second.major).toBe(2);
    const [former] = await findVersions(desk.deps, [first.versionId]);
    expect(former).toMatchObject({ state: "approved", supersededIn: ["IE"] });
    expect(await findAsset(desk.deps, asset.assetId)).toMatchObject({ uses: 2 });
    await desk.approve(await desk.submitted(asset, { contentId: first.contentId }));
    const [gone, replaced] = await findVersions(desk.deps, [first.versionId, second.versionId]);
    expect([gone?.state, replaced?.state]).toEqual(["superseded", "superseded"]);
    expect(await findAsset(desk.deps, asset.assetId)).toMatchObject({ uses: 1 });
  });
});

describe("a withdrawal", () => {
  it("ends the version for good, frees its video and is announced (MLR-7)", async () => {
    const asset = await desk.video();
    const version = await desk.approve(await desk.submitted(asset));
    const unchanged = versionsUnchangedParts(engine.names.records, [version]);
    expect(await transact(engine.tables, unchanged)).toEqual({ kind: "committed" });
    expect(await desk.withdraw(version.versionId)).toMatchObject({
      state: "withdrawn",
      withdrawalReason: "safety_update",
    });
    expect(await transact(engine.tables, unchanged)).toEqual({ kind: "refused", names: ["content_changed"] });
    expect(await findAsset(desk.deps, asset.assetId)).toMatchObject({ uses: 0 });
    expect((await desk.stored(version.versionId))?.["emits"]).toMatchObject([
      { name: "content.version_withdrawn" },
    ]);
    await expect(desk.withdraw(version.versionId)).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("leaves no film that only an expired version uses, which can still be superseded and withdrawn (MLR-7)", async () => {
    const asset = await desk.video();
    const soon = instantText(NOW + HOUR);
    const old = await desk.approve(await desk.submitted(asset, { expiresAt: soon }));
    const older = await desk.approve(await desk.submitted(asset, { expiresAt: soon }));
    const live = await desk.approve(await desk.submitted(asset));
    expect(await findAsset(desk.deps, asset.assetId)).toMatchObject({
      uses: 3,
      shownUntil: { [old.versionId]: soon, [older.versionId]: soon },
    });
    await desk.withdraw(live.versionId);
    const moved = await changeAsset(desk.deps, asset.assetId, { kind: "withdrawn" }, NOW + HOUR);
    expect(moved?.state).toBe("withdrawn");
    const next = await desk.submitted(await desk.video(), { contentId: old.contentId });
    expect(await desk.approve(next)).toMatchObject({ state: "approved" });
    expect(await desk.withdraw(older.versionId)).toMatchObject({ state: "withdrawn" });
  });

  it("and an approval of the same film at the same instant leave it noted as it is", async () => {
    const asset = await desk.video();
    const first = await desk.approve(await desk.submitted(asset));
    const second = await desk.submitted(asset);
    await Promise.all([desk.withdraw(first.versionId), desk.approve(second)]);
    const { uses, shownUntil = {} } = (await findAsset(desk.deps, asset.assetId)) as AssetIn<"ready">;
    expect([uses, Object.keys(shownUntil)]).toEqual([1, [second.versionId]]);
  });
});
