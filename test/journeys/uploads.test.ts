import { PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { film, sendFilm, settledAsset, uploadFilm } from "./film.ts";
import { until } from "./house.ts";
import { leap, openJourney } from "./journey.ts";
import { csvOf, importFile } from "./people.ts";
import { postForm } from "./upload.ts";

const journey = openJourney();
const { house, aws, name } = journey;
const admin = house.as("admin");
const marketer = house.as("marketer");
const NOW = "2026-11-24T10:00:00.000Z";
const PDF = "%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n";

beforeAll(() => leap(journey, NOW));

describe("a file of HCPs that cannot be taken", () => {
  const header = csvOf([]);
  const row = csvOf([{ external_id: "UPL-1" }]);
  it.each([
    ["a PDF", new Blob([PDF]), /^This is a PDF\. Save the list as CSV UTF-8/],
    ["an Excel workbook", new Blob(["PK\u0003\u0004xl/workbook.xml"]), /^This is an Excel workbook/],
    ["an empty file", new Blob([]), /^The file is empty/],
    ["a header without rows", header, /^The file has a header but no rows/],
    ["a file with other columns", new Blob(["name,town\nOrla,Leeds\n"]), /external_id/],
    ["a file that was cut off", row.slice(0, row.size - 20), /was cut off/],
    ["names in Latin-1", new Blob([new Uint8Array([0x6e, 0xe9, 0x0a, 0x61, 0x0a])]), /not in UTF-8/],
  ])("is refused when it is %s, with what to do", async (_, file, reason) => {
    const job = await importFile(house, file);
    expect(job).toMatchObject({ state: "failed", counts: { kept: 0, refused: 0 } });
    expect(job.failure).toMatch(reason);
  });

  it("is refused by S3 itself when it is larger than the form allows", async () => {
    const { importId, upload } = await admin.call("startImport", { body: {} });
    const answer = await postForm(upload, new Blob([new Uint8Array(20 * 1024 * 1024 + 1)]));
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("EntityTooLarge");
    const job = await admin.call("readImport", { params: { importId }, query: {} });
    expect(job.state).toBe("awaiting_upload");
  });

  it.each([
    ["to another place", { key: "imports/somebody-else.csv" }],
    ["as another type", { "Content-Type": "text/html" }],
    ["without its signature", { "X-Amz-Signature": "0".repeat(64) }],
  ])("cannot be posted %s with the same form", async (_, change) => {
    const { upload } = await admin.call("startImport", { body: {} });
    const answer = await postForm({ ...upload, fields: { ...upload.fields, ...change } }, csvOf([]));
    expect(answer.status).toBe(403);
  });

  it("cannot be posted into another bucket with the same form", async () => {
    const { upload } = await admin.call("startImport", { body: {} });
    const url = upload.url.replace(name("TRANSFER_BUCKET"), name("MEDIA_BUCKET"));
    const fields = { ...upload.fields, bucket: name("MEDIA_BUCKET") };
    expect((await postForm({ url: upload.url, fields: { ...upload.fields } }, csvOf([]))).status).toBe(204);
    expect((await postForm({ url, fields: upload.fields }, csvOf([]))).status).toBe(403);
    expect((await postForm({ url, fields }, csvOf([]))).status).toBe(403);
  });

  it("imports once, however often the storage says that it came", async () => {
    const { importId, upload } = await admin.call("startImport", { body: {} });
    await postForm(upload, csvOf([{ external_id: "UPL-2" }]));
    await postForm(upload, csvOf([{ external_id: "UPL-3" }, { external_id: "UPL-4" }]));
    const job = await until("the import", async () => {
      const one = await admin.call("readImport", { params: { importId }, query: {} });
      return one.state === "done" || one.state === "failed" ? one : undefined;
    });
    // the second file came before or after the first was opened: never both, never a mixture
    expect(["1 of 1", "2 of 2", "0 of 0"]).toContain(`${job.counts.kept} of ${job.counts.rows}`);
  });

  it("is found again in the list of imports, newest first, by its name", async () => {
    const first = await admin.call("startImport", { body: { fileName: "north.csv" } });
    const second = await admin.call("startImport", { body: { fileName: "south.csv" } });
    const listed = await until("the index", async () => {
      const { items } = await admin.call("listImports", { query: { limit: 100 } });
      return items.some((one) => one.importId === second.importId) ? items : undefined;
    });
    const ids = listed.map((one) => one.importId);
    expect(ids.indexOf(second.importId)).toBeLessThan(ids.indexOf(first.importId));
    expect(listed.find((one) => one.importId === first.importId)).toMatchObject({
      fileName: "north.csv",
      state: "awaiting_upload",
    });
    const page = await admin.call("listImports", { query: { limit: 1 } });
    const next = await admin.call("listImports", { query: { limit: 1, cursor: page.cursor ?? "" } });
    expect([...page.items, ...next.items].map((one) => one.importId)).toEqual(ids.slice(0, 2));
    const strange = admin.call("listImports", { query: { cursor: "c3RyYW5nZQ" } });
    await expect(strange).rejects.toThrow("not of this list");
  });

  it("brings changed people up to date instead of a second time", async () => {
    const first = await importFile(house, csvOf([{ external_id: "UPL-5", last_name: "Before" }]));
    const second = await importFile(house, csvOf([{ external_id: "UPL-5", last_name: "After" }]));
    expect([first.counts, second.counts]).toEqual([
      { rows: 1, kept: 1, updated: 0, refused: 0, consents: 0, withoutEvidence: 0 },
      { rows: 1, kept: 1, updated: 1, refused: 0, consents: 0, withoutEvidence: 0 },
    ]);
    const { items } = await admin.call("listHcps", { query: { territory: "GB-99", limit: 100 } });
    const names = items.filter((hcp) => hcp.externalId === "UPL-5").map((hcp) => hcp.lastName);
    expect(names).toEqual(["After"]);
  });
});

describe("a video that cannot be used", () => {
  const whole = film();
  it.each([
    ["a PDF", new Blob([PDF], { type: "video/webm" }), "not_a_video"],
    ["an empty file", new Blob([], { type: "video/webm" }), "empty"],
    ["sound without a picture", film("sound"), "no_picture"],
    ["the first few bytes of a film", whole.slice(0, 300, "video/webm"), "not_a_video"],
    ["half of a film", whole.slice(0, Math.floor(whole.size / 2), "video/webm"), "cut_short"],
  ])("fails with its reason when it is %s", async (_, file, reason) => {
    const asset = await uploadFilm(house, file);
    expect(asset.state).toBe("failed");
    expect(asset.failure?.reason).toBe(reason);
    expect(asset.failure?.detail).toMatch(/ploa?d/);
  });

  it.each([
    ["0 bytes", 0, /is empty/],
    ["more than 500 MB", 500_000_001, /more than 500 MB/],
  ])("is refused before the upload when it says it has %s", async (_, bytes, words) => {
    const body = { fileName: "film.webm", contentType: "video/webm", bytes };
    await expect(marketer.call("startUpload", { body })).rejects.toThrow(words);
  });

  it("fails when it never arrives, a day after", async () => {
    const body = { fileName: "film.webm", contentType: "video/webm", bytes: 5 };
    const { assetId } = await marketer.call("startUpload", { body });
    await leap(journey, "2026-11-25T10:30:00.000Z");
    const asset = await settledAsset(house, assetId);
    expect(asset.failure?.reason).toBe("upload_missing");
    await house.setClock(NOW);
  });

  it("fails when it is replaced while it is prepared, never half of each", async () => {
    const assetId = await sendFilm(house, film());
    await aws.objects.send(
      new PutObjectCommand({ Bucket: name("MEDIA_BUCKET"), Key: `originals/${assetId}/source`, Body: PDF }),
    );
    const asset = await settledAsset(house, assetId);
    expect(asset.state).toBe("failed");
    expect(["changed_after_upload", "not_a_video", "not_convertible"]).toContain(asset.failure?.reason);
  });
});

describe("a video that needs care", () => {
  it("gets a still where no animation stays small enough for a message", async () => {
    const asset = await uploadFilm(house, film("noise"));
    expect(asset.state).toBe("ready");
    expect(asset.media?.preview).toMatchObject({ kind: "still", sha256: asset.media?.poster.sha256 });
    const shown = await fetch(`${house.address.hcp}/${asset.media?.preview.key}`);
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  });

  it("shows a small film's animation to anybody who was sent it, below 500 kB", async () => {
    const asset = await uploadFilm(house, film());
    expect(asset.media?.preview.kind).toBe("gif");
    const shown = await fetch(`${house.address.hcp}/${asset.media?.preview.key}`);
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/gif"]);
    expect((await shown.arrayBuffer()).byteLength).toBe(asset.media?.preview.bytes);
  });
});
