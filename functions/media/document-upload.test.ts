import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makePdf } from "../../local/seed/documents/pdf.ts";
import { versionWithdrawn } from "../../shared/contracts/content.ts";
import { assetWithdrawn } from "../../shared/contracts/media.ts";
import { ContentId, VersionId } from "../../shared/model/ids.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { emitted } from "../runtime/events.ts";
import { newId } from "../runtime/ids.ts";
import { type ExpectedFilm, event, expectedFilm } from "./expected-film.fixture.ts";
import { makeOriginalUploaded } from "./original-uploaded.ts";
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

describe("a document", () => {
  const PDF = makePdf("Dose steps", [[{ text: "Start with 5 mg.", style: "text" }]]);
  const bring = async (bytes: Uint8Array) => {
    await media.begin({ fileName: "card.pdf", contentType: "application/pdf", bytes: bytes.length });
    await media.upload(bytes);
    return media.asset();
  };

  it("is ready as it was judged, without a conversion, also when storage tells twice", async () => {
    const done = await bring(PDF);
    await makeOriginalUploaded(media.deps)(media.storageEvent());
    expect(done).toMatchObject({ state: "ready", kind: "document", pages: 1 });
    expect(done.state === "ready" && done.kind === "document" && media.objects.get(done.file.key)).toEqual(
      Buffer.from(PDF),
    );
    expect(media.transcoder.jobs).toEqual([]);
  });

  it("that is no PDF, or not whole, fails with what to do, and nothing of it is served", async () => {
    expect(await bring(Buffer.from("PK"))).toMatchObject({ state: "failed", reason: "not_a_pdf" });
    expect(await bring(PDF.subarray(0, 300))).toMatchObject({ state: "failed", reason: "pdf_cut_short" });
    expect([...media.objects.keys()].filter((key) => key.startsWith("renditions/"))).toEqual([]);
  });

  it("goes with the withdrawal of what shows it (MLR-7)", async () => {
    const done = await bring(PDF);
    const [versionId, contentId] = [
      VersionId.parse(newId("ver", media.clock.now)),
      ContentId.parse(newId("con", media.clock.now)),
    ];
    const { assetId, clock } = media;
    for (const { name, detail } of [
      emitted(versionWithdrawn, { versionId, contentId, assetId }, 4, clock.now),
      emitted(assetWithdrawn, { assetId }, 5, clock.now),
    ])
      await makeVersionWithdrawn(media.deps)(event(name, detail));
    const key = done.state === "ready" && done.kind === "document" ? done.file.key : "";
    expect([await media.state(), media.objects.has(key), media.objects.has(`withdrawn/${key}`)]).toEqual([
      "withdrawn",
      false,
      true,
    ]);
  });
});
