import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { type ExpectedFilm, expectedFilm, START } from "./expected-film.fixture.ts";
import { makeReconciler } from "./reconcile.ts";

let engine: EngineTables;
let media: ExpectedFilm;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());
beforeEach(async () => {
  media = await expectedFilm(engine);
});

describe("the reconciler", () => {
  const reconcile = async (minutes: number) => {
    media.clock.now = START + minutes * MINUTE;
    await makeReconciler(media.deps)();
  };

  it("takes in an upload that nobody reported", async () => {
    media.objects.set(`originals/${media.assetId}/source`, Buffer.from("a film"));
    await reconcile(9);
    expect(await media.state()).toBe("awaiting_upload");
    await reconcile(11);
    expect(await media.state()).toBe("transcoding");
  });

  it("gives an upload up after a day", async () => {
    await reconcile(DAY / MINUTE - 1);
    expect(await media.state()).toBe("awaiting_upload");
    await reconcile(DAY / MINUTE + 1);
    expect(await media.asset()).toMatchObject({ state: "failed", reason: "upload_missing" });
  });

  it("learns from the converter what its events did not say", async () => {
    await media.upload();
    media.makeFiles("renditions");
    media.makeFiles("preview");
    await reconcile(11);
    expect(await media.state()).toBe("transcoding");
    media.transcoder.standings.set("job-1", { status: "complete", durationMs: 30_000 });
    media.transcoder.standings.set("job-2", { status: "complete" });
    await reconcile(17);
    expect(await media.state()).toBe("ready");
  });

  it("starts again what the converter does not know, and leaves late events of the lost job aside", async () => {
    await media.upload();
    media.transcoder.standings.delete("job-1");
    await reconcile(11);
    expect(media.transcoder.jobs.at(-1)?.UserMetadata).toEqual({
      assetId: media.assetId,
      kind: "renditions",
      attempt: "2",
    });
    media.makeFiles("renditions", 1);
    await media.report("renditions", 1);
    expect(await media.asset()).toMatchObject({ renditions: { status: "running", attempt: 2 } });
    media.makeFiles("renditions", 2);
    await media.report("renditions", 2);
    expect(await media.asset()).toMatchObject({ renditions: { status: "done", attempt: 2 } });
  });

  it("repeats a start that was refused at once, and one that may have run only under a new number", async () => {
    media.transcoder.trouble = "refuse";
    await expect(media.upload()).rejects.toThrow("refused");
    media.transcoder.trouble = "time out";
    await expect(media.upload()).rejects.toThrow("hang up");
    await media.upload();
    expect(media.transcoder.jobs.map((job) => job.UserMetadata)).toEqual([
      { assetId: media.assetId, kind: "preview", attempt: "1" },
    ]);
    await reconcile(11);
    expect(media.transcoder.jobs.at(-1)?.UserMetadata).toEqual({
      assetId: media.assetId,
      kind: "renditions",
      attempt: "2",
    });
  });
});
