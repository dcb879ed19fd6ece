import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Asset,
  type AssetIn,
  MAX_DOCUMENT_BYTES,
  MAX_ORIGINAL_BYTES,
  type Preview,
  type Source,
} from "../../shared/model/asset.ts";
import { AssetId, type Sha256, UserId, VersionId } from "../../shared/model/ids.ts";
import { instantText } from "../../shared/model/time.ts";
import { advance, type Signal } from "./asset-state.ts";

const NOW = Date.parse("2026-11-12T10:00:00.000Z");
const hash = (digit: string) => digit.repeat(64) as Sha256;
const file = (key: string) => ({ key, bytes: 10, sha256: hash("2") });
const SOURCE: Source = { width: 1280, height: 720, durationMs: 30_000, audio: true, hdr: false };

const NEW: AssetIn<"awaiting_upload"> = {
  state: "awaiting_upload",
  kind: "film",
  assetId: AssetId.parse(`ast_${"0".repeat(26)}`),
  rev: 1,
  fileName: "film.mp4",
  contentType: "video/mp4",
  previewName: "p".repeat(32),
  createdBy: UserId.parse("u"),
  createdAt: "2026-11-12T10:00:00.000Z",
  heardAt: "2026-11-12T10:00:00.000Z",
};
const gif: Preview = { ...file("previews/p.gif"), kind: "gif" };
const still: Preview = { ...file("previews/p.jpg"), kind: "still" };

const FOUND: Signal = { kind: "original_found", size: 900, etag: "e1" };
const ACCEPTED: Signal = { kind: "accepted", etag: "e1", sha256: hash("1"), source: SOURCE };
const FILMS: Signal = {
  kind: "renditions_done",
  attempt: 1,
  renditions: [{ ...file("r"), name: "720p", width: 1280, height: 720 }],
  poster: file("poster"),
  durationMs: 30_000,
};
const PREVIEW: Signal = { kind: "preview_done", attempt: 1, preview: gif };

function tell(asset: Asset, ...signals: readonly Signal[]): Asset {
  return signals.reduce((one, signal) => advance(one, signal, NOW) ?? one, asset);
}
const transcoding = tell(NEW, FOUND, ACCEPTED);

describe("the way of an asset", () => {
  it("leads from the upload to ready, with one hash over every byte (MLR-3)", () => {
    const ready = tell(NEW, { kind: "upload_claimed" }, FOUND, ACCEPTED, FILMS, PREVIEW);
    expect(ready).toMatchObject({ state: "ready", rev: 6, durationSeconds: 30, uses: 0, preview: gif });
    const other = tell(transcoding, FILMS, { ...PREVIEW, preview: { ...gif, sha256: hash("9") } });
    expect(
      ready.state === "ready" && other.state === "ready" && ready.bytesSha256 !== other.bytesSha256,
    ).toBe(true);
  });

  it.each<[string, Signal[]]>([
    ["empty", [{ kind: "original_found", size: 0, etag: "e" }]],
    ["too_large", [{ kind: "original_found", size: MAX_ORIGINAL_BYTES + 1, etag: "e" }]],
    ["upload_missing", [{ kind: "upload_missing" }]],
    ["not_a_video", [FOUND, { kind: "rejected", reason: "not_a_video" }]],
    ["cut_short", [FOUND, ACCEPTED, { ...FILMS, durationMs: 20_000 }]],
    ["not_convertible", [FOUND, ACCEPTED, { kind: "job_failed", job: "renditions", attempt: 1 }]],
  ])("ends as failed with %s, and nothing of it stays visible", (reason, signals) => {
    const asset = tell(NEW, ...signals);
    expect(asset).toMatchObject({ state: "failed", reason });
    expect(asset).not.toHaveProperty("original");
    expect(tell(asset, FOUND, ACCEPTED, FILMS, PREVIEW)).toBe(asset);
  });

  it("leads a document from its judgement straight to ready, with the hash of the bytes that are served (MLR-3)", () => {
    const paper: Asset = { ...NEW, kind: "document", contentType: "application/pdf" };
    const accepted: Signal = { kind: "document_accepted", etag: "e1", file: file("renditions/d"), pages: 3 };
    const ready = tell(paper, FOUND, accepted);
    expect(ready).toMatchObject({ state: "ready", kind: "document", pages: 3, uses: 0 });
    expect(ready).toMatchObject({ original: { sha256: hash("2") }, file: { key: "renditions/d" } });
    const other = tell(paper, FOUND, { ...accepted, file: { ...file("renditions/d"), sha256: hash("9") } });
    expect(ready.state === "ready" && other.state === "ready" && ready.bytesSha256).not.toBe(
      other.state === "ready" && other.bytesSha256,
    );
    expect(tell(ready, { kind: "withdrawn" })).toMatchObject({ state: "withdrawn", kind: "document" });
    // what was judged is another file, or another kind
    expect(tell(paper, { ...FOUND, etag: "e2" }, accepted).state).toBe("probing");
    expect(tell(paper, FOUND, ACCEPTED).state).toBe("probing");
    expect(tell(NEW, FOUND, accepted).state).toBe("probing");
    const large: Signal = { kind: "original_found", size: MAX_DOCUMENT_BYTES + 1, etag: "e" };
    expect(tell(paper, large)).toMatchObject({ state: "failed", reason: "pdf_too_large" });
  });

  it("learns the length of a browser's recording from the film, and its limit holds then", () => {
    const { durationMs: _, ...source } = SOURCE;
    const recording = tell(NEW, FOUND, { ...ACCEPTED, source });
    expect(tell(recording, FILMS, PREVIEW)).toMatchObject({ state: "ready", durationSeconds: 30 });
    expect(tell(recording, { ...FILMS, durationMs: 600_001 })).toMatchObject({
      state: "failed",
      reason: "too_long",
    });
  });

  it("ignores a verdict about bytes that were replaced", () => {
    const probing = tell(NEW, FOUND);
    expect(advance(probing, { ...ACCEPTED, etag: "e2" }, NOW)).toBeUndefined();
  });

  it("starts a lost job again, at most seven times", () => {
    const lost = (attempt: number): Signal => ({ kind: "job_lost", job: "renditions", attempt });
    expect(tell(transcoding, lost(1))).toMatchObject({ renditions: { status: "running", attempt: 2 } });
    expect(tell(transcoding, lost(1), FILMS)).toMatchObject({
      renditions: { status: "running", attempt: 2 },
    });
    expect(tell(transcoding, ...[1, 2, 3, 4, 5, 6, 7, 8].map(lost))).toMatchObject({
      reason: "not_convertible",
    });
  });

  it("is withdrawn only when no approved version shows it (MLR-7)", () => {
    const ready = tell(transcoding, FILMS, PREVIEW);
    if (ready.state !== "ready") throw new Error("not ready");
    const left = advance({ ...ready, uses: 1 }, { kind: "withdrawn" }, NOW);
    expect(left).toMatchObject({ state: "ready", leaving: true, rev: ready.rev + 1 });
    expect(left && advance(left, { kind: "withdrawn" }, NOW)).toBeUndefined();
    expect(tell(ready, { kind: "withdrawn" })).toMatchObject({ state: "withdrawn" });
  });

  it("is withdrawn although an approved version shows it that has expired, and one of unknown end keeps it (MLR-7)", () => {
    const ready = tell(transcoding, FILMS, PREVIEW);
    if (ready.state !== "ready") throw new Error("not ready");
    const versionId = VersionId.parse("ver_01ARZ3NDEKTSV4RRFFQ69G5FAV");
    const shown = (uses: number, until: number) =>
      advance(
        { ...ready, uses, shownUntil: { [versionId]: instantText(until) } },
        { kind: "withdrawn" },
        NOW,
      );
    expect(shown(1, NOW)).toMatchObject({ state: "withdrawn" });
    expect(shown(1, NOW + 1)).toMatchObject({ state: "ready", leaving: true });
    expect(shown(2, NOW)).toMatchObject({ state: "ready", leaving: true });
  });
});

describe("the preview ladder", () => {
  const large = (attempt: number): Signal => ({ kind: "preview_too_large", attempt });
  it("goes down four rungs and then shows the poster, before or after the films are there", () => {
    const down = [1, 2, 3, 4].map(large);
    expect(tell(transcoding, large(1))).toMatchObject({
      preview: { status: "running", attempt: 2, rung: 1 },
    });
    const early = tell(transcoding, ...down);
    expect(early).toMatchObject({ preview: { status: "still_wanted", attempt: 4 } });
    expect(tell(early, FILMS, { kind: "preview_done", attempt: 4, preview: gif })).toMatchObject({
      state: "transcoding",
    });
    const asPoster: Signal = { kind: "preview_done", attempt: 4, preview: still };
    expect(tell(early, FILMS, asPoster)).toMatchObject({ state: "ready", preview: still });
    expect(tell(transcoding, FILMS, ...down, asPoster)).toMatchObject({ state: "ready", preview: still });
  });

  it("refuses no film for want of an animation", () => {
    const failedPreview: Signal = { kind: "job_failed", job: "preview", attempt: 1 };
    const asPoster: Signal = { kind: "preview_done", attempt: 1, preview: still };
    expect(tell(transcoding, failedPreview, FILMS, asPoster)).toMatchObject({ state: "ready" });
  });
});

/** A world in which an upload has one fate; it answers a question about an asset's present state. */
interface World {
  readonly verdict: Signal;
  readonly films: Signal;
  readonly tooLargeOn: number;
}
const worlds: fc.Arbitrary<World> = fc.record({
  verdict: fc.oneof(
    { weight: 4, arbitrary: fc.constant(ACCEPTED) },
    fc.constant<Signal>({ kind: "rejected", reason: "no_picture" }),
  ),
  films: fc.oneof(
    { weight: 3, arbitrary: fc.constant(FILMS) },
    fc.constant<Signal>({ kind: "job_failed", job: "renditions", attempt: 1 }),
  ),
  tooLargeOn: fc.integer({ min: 0, max: 5 }),
});

function previewAnswer(world: World, attempt: number): Signal {
  if (attempt <= world.tooLargeOn) return { kind: "preview_too_large", attempt };
  return { kind: "preview_done", attempt, preview: gif };
}
/** What the reconciler learns when it asks: exactly what the asset waits for. */
function answers(world: World, asset: Asset): Signal[] {
  if (asset.state === "awaiting_upload" || asset.state === "uploaded") return [FOUND];
  if (asset.state === "probing") return [world.verdict];
  if (asset.state !== "transcoding") return [];
  const films = asset.renditions.status === "running" ? [world.films] : [];
  if (asset.preview.status === "running") return [...films, previewAnswer(world, asset.preview.attempt)];
  const wantsPoster = asset.preview.status === "still_wanted" && asset.renditions.status === "done";
  if (!wantsPoster) return films;
  return [{ kind: "preview_done", attempt: asset.preview.attempt, preview: still }];
}
function settle(world: World, start: Asset): Asset {
  let asset = start;
  for (let round = 0; round < 20; round++) asset = tell(asset, ...answers(world, asset));
  return asset;
}
/** What remains when the number of steps is left out. */
function outcome(asset: Asset) {
  const { rev: _rev, heardAt: _heardAt, ...rest } = asset;
  return rest;
}

describe("late, double and disordered signals", () => {
  it("end in the same state, whatever arrived how often and in which order", () => {
    const disorder = fc.array(fc.nat(7), { maxLength: 40 });
    fc.assert(
      fc.property(worlds, disorder, (world, order) => {
        const expected = outcome(settle(world, NEW));
        // everything this world can ever say, at any time and any number of times, between the true answers
        const possible: Signal[] = [
          { kind: "upload_claimed" },
          FOUND,
          world.verdict,
          world.films,
          ...[1, 2, 3, 4].map((attempt) => previewAnswer(world, attempt)),
        ];
        const noisy = order.reduce((asset, index) => {
          const signal = possible[index];
          return signal === undefined ? asset : tell(asset, signal);
        }, NEW as Asset);
        expect(outcome(settle(world, noisy))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("never move an asset that has arrived", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const settled = settle(world, NEW);
        expect(["ready", "failed"]).toContain(settled.state);
        for (const signal of [
          FOUND,
          world.verdict,
          world.films,
          PREVIEW,
          { kind: "upload_missing" } as const,
        ]) {
          expect(advance(settled, signal, NOW)).toBeUndefined();
        }
      }),
    );
  });
});
