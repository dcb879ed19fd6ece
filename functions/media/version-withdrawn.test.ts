import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { versionWithdrawn } from "../../shared/contracts/content.ts";
import { assetWithdrawn } from "../../shared/contracts/media.ts";
import type { ReadyFilm } from "../../shared/model/asset.ts";
import { ContentId, VersionId } from "../../shared/model/ids.ts";
import { HOUR, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { emitted } from "../runtime/events.ts";
import { newId } from "../runtime/ids.ts";
import { transact } from "../runtime/transaction.ts";
import { assetUsesPart } from "./conditions.ts";
import { type ExpectedFilm, event, expectedFilm } from "./expected-film.fixture.ts";
import { makeReconciler } from "./reconcile.ts";
import { makeVersionWithdrawn } from "./version-withdrawn.ts";

let engine: EngineTables;
let media: ExpectedFilm;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());
beforeEach(async () => {
  media = await expectedFilm(engine);
});

describe("a withdrawal", () => {
  const told = () => {
    const versionId = VersionId.parse(newId("ver", media.clock.now));
    const contentId = ContentId.parse(newId("con", media.clock.now));
    const { name, detail } = emitted(
      versionWithdrawn,
      { versionId, contentId, assetId: media.assetId },
      4,
      media.clock.now,
    );
    return event(name, detail);
  };
  /** What the bus does after a version was withdrawn: the asset's own withdrawal follows once it is marked. */
  const withdraw = async () => {
    await makeVersionWithdrawn(media.deps)(told());
    await follow();
  };
  const follow = async () => {
    const asset = await media.asset();
    if (asset.state !== "withdrawn") return;
    const { name, detail } = emitted(assetWithdrawn, asset, asset.rev, media.clock.now);
    await makeVersionWithdrawn(media.deps)(event(name, detail));
  };

  it("moves films, poster and preview to where nobody is served from, also when told twice (MLR-7)", async () => {
    const done = await media.ready();
    const served = [done.preview.key, ...done.renditions.map((one) => one.key), done.poster.key];
    await withdraw();
    await withdraw();
    expect(await media.state()).toBe("withdrawn");
    expect(served.filter((key) => media.objects.has(key))).toEqual([]);
    expect(served.filter((key) => !media.objects.has(`withdrawn/${key}`))).toEqual([]);
    expect([...media.objects.keys()].filter((key) => key.startsWith("renditions/"))).toEqual([]);
  });

  it("moves nothing by the version's event, so that two do not move the same files at once", async () => {
    const { preview } = await media.ready();
    await makeVersionWithdrawn(media.deps)(told());
    expect([await media.state(), media.objects.has(preview.key)]).toEqual(["withdrawn", true]);
    await follow();
    expect(media.objects.has(preview.key)).toBe(false);
  });

  const version = () => VersionId.parse(newId("ver", media.clock.now));
  /** A version begins or ends to show the film as it stands now. */
  const note = async (use: Parameters<typeof assetUsesPart>[2], film?: ReadyFilm) => {
    const asset = film ?? (await media.asset());
    if (asset.state !== "ready") throw new Error(asset.state);
    return transact(engine.tables, [assetUsesPart(engine.names.records, asset, use)]);
  };
  const until = (hours: number) => instantText(media.clock.now + hours * HOUR);

  it("leaves what another approved version shows, and nothing can be approved with it afterwards", async () => {
    const { preview } = await media.ready();
    const other = version();
    expect(await note({ begins: { versionId: other, until: until(1) }, ends: [] })).toEqual({
      kind: "committed",
    });
    await withdraw();
    expect([await media.state(), media.objects.has(preview.key)]).toEqual(["ready", true]);
    await note({ ends: [other] });
    expect(await note({ ends: [other] })).toEqual({ kind: "refused", names: ["asset_changed"] });
    const read = (await media.asset()) as ReadyFilm;
    await withdraw();
    const approval = note({ begins: { versionId: version(), until: until(1) }, ends: [] }, read);
    expect(await approval).toEqual({ kind: "refused", names: ["asset_changed"] });
  });

  it("does not leave what only a version shows that has expired (MLR-7)", async () => {
    const { preview } = await media.ready();
    await note({ begins: { versionId: version(), until: until(1) }, ends: [] });
    media.clock.now += HOUR - 1;
    await withdraw();
    expect([await media.state(), media.objects.has(preview.key)]).toEqual(["ready", true]);
    media.clock.now += 1;
    await withdraw();
    expect([await media.state(), media.objects.has(preview.key)]).toEqual(["withdrawn", false]);
  });

  it("does not leave for longer what it had to leave: the reconciler ends it with the last version (MLR-7)", async () => {
    const { preview } = await media.ready();
    const [expiring, superseded] = [version(), version()];
    await note({ begins: { versionId: expiring, until: until(1) }, ends: [] });
    await note({ begins: { versionId: superseded, until: until(9) }, ends: [] });
    const reconcile = makeReconciler(media.deps);
    await withdraw();
    media.clock.now += HOUR;
    await reconcile();
    expect(await media.asset()).toMatchObject({ state: "ready", leaving: true });
    await note({ ends: [superseded] });
    await reconcile();
    expect(await media.state()).toBe("withdrawn");
    await follow();
    expect(media.objects.has(preview.key)).toBe(false);
  });

  it("never moves away what a version begins to show at the same moment: one of the two is second", async () => {
    for (let round = 0; round < 8; round++) {
      media = await expectedFilm(engine);
      const { preview } = await media.ready();
      await note({ begins: { versionId: version(), until: until(-1) }, ends: [] });
      const [approval] = await Promise.all([
        note({ begins: { versionId: version(), until: until(1) }, ends: [] }),
        withdraw(),
      ]);
      const approved = approval.kind === "committed";
      expect([await media.state(), media.objects.has(preview.key)]).toEqual([
        approved ? "ready" : "withdrawn",
        approved,
      ]);
    }
  });
});
