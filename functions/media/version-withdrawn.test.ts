import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { versionWithdrawn } from "../../shared/contracts/content.ts";
import { ContentId, VersionId } from "../../shared/model/ids.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { emitted } from "../runtime/events.ts";
import { newId } from "../runtime/ids.ts";
import { transact } from "../runtime/transaction.ts";
import { assetUsesPart } from "./conditions.ts";
import { type ExpectedFilm, event, expectedFilm } from "./expected-film.fixture.ts";
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

  it("moves films, poster and preview to where nobody is served from, also when told twice (MLR-7)", async () => {
    const done = await media.ready();
    const served = [done.preview.key, ...done.renditions.map((one) => one.key), done.poster.key];
    await makeVersionWithdrawn(media.deps)(told());
    await makeVersionWithdrawn(media.deps)(told());
    expect(await media.state()).toBe("withdrawn");
    expect(served.filter((key) => media.objects.has(key))).toEqual([]);
    expect(served.filter((key) => !media.objects.has(`withdrawn/${key}`))).toEqual([]);
    expect([...media.objects.keys()].filter((key) => key.startsWith("renditions/"))).toEqual([]);
  });

  it("leaves what another approved version shows, and nothing can be approved with it afterwards", async () => {
    const { bytesSha256, preview } = await media.ready();
    const use = (delta: number) =>
      transact(engine.tables, [
        assetUsesPart(engine.names.records, { assetId: media.assetId, bytesSha256, delta }),
      ]);
    expect(await use(1)).toEqual({ kind: "committed" });
    await makeVersionWithdrawn(media.deps)(told());
    expect([await media.state(), media.objects.has(preview.key)]).toEqual(["ready", true]);
    await use(-1);
    expect(await use(-1)).toEqual({ kind: "refused", names: ["asset_changed"] });
    await makeVersionWithdrawn(media.deps)(told());
    expect(await use(1)).toEqual({ kind: "refused", names: ["asset_changed"] });
  });
});
