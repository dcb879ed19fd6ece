import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AssetId, UserId } from "../../shared/model/ids.ts";
import { PART_BYTES } from "../../shared/model/upload-parts.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { readChainHead } from "../runtime/audit.ts";
import { changeAsset } from "./change-asset.ts";
import { makePartedUploads } from "./parted-uploads.ts";
import { memoryParts } from "./pipeline.fixture.ts";
import { findAsset } from "./store.ts";

const NOW = Date.parse("2026-11-12T10:00:00.000Z");
const person = (id: string) => ({ userId: UserId.parse(id), name: "Mara", roles: ["marketer" as const] });
const mara = person("u-mara");
const context = { now: NOW, requestId: "r", headers: {}, cookies: [] };
const BYTES = 2 * PART_BYTES + 5;

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

let objects: Map<string, Uint8Array>;
let parts: ReturnType<typeof memoryParts>;
let uploads: ReturnType<typeof makePartedUploads>;
let assetId: AssetId;
const tables = () => ({
  tables: engine.tables,
  recordsTable: engine.names.records,
  auditTable: engine.names.audit,
});
const request = (caller = mara) => ({
  params: { assetId },
  caller,
  context,
  query: undefined,
  body: undefined,
});
const arrive = (...numbers: number[]) => {
  for (const number of numbers)
    parts.open.get(`originals/${assetId}/source`)?.set(number, number === 3 ? 5 : PART_BYTES);
};

beforeEach(async () => {
  objects = new Map();
  parts = memoryParts(objects);
  uploads = makePartedUploads({ ...tables(), parts });
  const body = { fileName: "film.mp4", contentType: "video/mp4", bytes: BYTES };
  const started = await uploads.startPartedUpload({ ...request(), params: undefined, body });
  assetId = AssetId.parse(started.assetId);
});

describe("an upload in parts", () => {
  it("gives an address for each part that takes exactly its bytes, the last one's being the rest", async () => {
    const signed = await uploads.signParts({ ...request(), body: { numbers: [1, 3] } });
    expect(signed.parts.map(({ number, bytes }) => [number, bytes])).toEqual([
      [1, PART_BYTES],
      [3, 5],
    ]);
  });

  it.each([[4], [1, 99]])("knows no part beyond its file: %j", async (...numbers) => {
    const answer = uploads.signParts({ ...request(), body: { numbers } });
    await expect(answer).rejects.toMatchObject({ code: "invalid_request", field: "body.numbers" });
  });

  it("tells what has arrived, so that another day goes on where this one ended", async () => {
    arrive(1, 3);
    expect(await uploads.readParts(request())).toMatchObject({
      state: "awaiting_upload",
      fileName: "film.mp4",
      bytes: BYTES,
      arrived: [
        { number: 1, bytes: PART_BYTES },
        { number: 3, bytes: 5 },
      ],
    });
  });

  it("is not joined while a part is missing or has other bytes than it should", async () => {
    arrive(1, 3);
    await expect(uploads.joinParts(request())).rejects.toThrow("One part is still missing");
    parts.open.get(`originals/${assetId}/source`)?.set(2, PART_BYTES - 1);
    await expect(uploads.joinParts(request())).rejects.toThrow("One part is still missing");
    expect(objects.size).toBe(0);
  });

  it("becomes one file, and joining it again changes nothing", async () => {
    arrive(1, 2, 3);
    expect((await uploads.joinParts(request())).state).toBe("uploaded");
    expect((await uploads.joinParts(request())).state).toBe("uploaded");
    expect([...objects.keys()]).toEqual([`originals/${assetId}/source`]);
    await expect(uploads.signParts({ ...request(), body: { numbers: [1] } })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("goes on when the storage joined it but the answer was lost", async () => {
    parts.open.clear();
    expect((await uploads.joinParts(request())).state).toBe("uploaded");
  });

  it("can be given up, which forgets its parts and is not possible afterwards", async () => {
    arrive(1);
    expect(await uploads.giveUpUpload(request())).toMatchObject({
      state: "failed",
      failure: { reason: "given_up" },
    });
    expect(parts.open.size).toBe(0);
    await expect(uploads.giveUpUpload(request())).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("is nothing to anybody else, and the audit knows of the try", async () => {
    const ben = person("u-ben");
    const attempts = [
      () => uploads.readParts(request(ben)),
      () => uploads.joinParts(request(ben)),
      () => uploads.giveUpUpload(request(ben)),
      () => uploads.signParts({ ...request(ben), body: { numbers: [1] } }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    const head = await readChainHead(engine.tables, engine.names.audit, "Denial#u-ben#2026-11-12");
    expect(head.sequence).toBe(4);
  });

  it("keeps nothing of S3's upload once the file is taken in", async () => {
    arrive(1, 2, 3);
    await uploads.joinParts(request());
    await changeAsset(tables(), assetId, { kind: "original_found", size: BYTES, etag: "e" }, NOW);
    const asset = await findAsset(tables(), assetId);
    expect(asset?.state).toBe("probing");
    expect(asset).not.toHaveProperty("parted");
    expect(await uploads.readParts(request())).toMatchObject({ bytes: BYTES, arrived: [] });
  });
});
