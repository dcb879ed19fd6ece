import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bucketPlan, type RunningS3, startS3 } from "../../local/services/s3/s3.fixture.ts";
import type { AuditLink } from "../../shared/contracts/audit.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { DAY } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { chainOf, nextLink } from "../runtime/audit.ts";
import { makeArchive, makeSealDays } from "./archive.ts";
import { hashOf } from "./chain.ts";
import { readAudit } from "./read-audit.ts";
import { verifyAudit } from "./verify-audit.ts";

const FIRST_DAY = Date.parse("2026-11-16T10:00:00.000Z");
const START = { sequence: 0, hash: "0".repeat(64) as Sha256 };

/** `count` links of one object, one a day from the first day on. */
function chainOfDays(id: string, count: number, note = ""): AuditLink[] {
  const object = { type: "Space", id };
  const links: AuditLink[] = [];
  for (let day = 0; day < count; day++) {
    const fact = {
      actor: { type: "system", id: "test" },
      action: "space.arrange",
      object,
      after: { day, note },
    };
    links.push(nextLink(links.at(-1) ?? START, chainOf(object), fact as never, FIRST_DAY + day * DAY));
  }
  return links;
}
const keyOf = (link: AuditLink) => ({ pk: link.chain, sk: String(link.sequence).padStart(12, "0") });
const rehashed = (link: AuditLink): AuditLink => ({ ...link, hash: hashOf(link) });

let engine: EngineTables;
let store: RunningS3;
let objects: S3Client;
let bucket: string;
beforeAll(async () => {
  engine = await startTables();
  store = await startS3(
    Array.from({ length: 20 }, (_, at) => at + 1).map((number) => bucketPlan(`archive-${number}`)),
  );
  objects = store.client();
});
afterAll(async () => {
  await store?.close();
  await engine?.close();
});

const written: AuditLink[] = [];
let houses = 0;
beforeEach(async () => {
  for (const link of written.splice(0)) await remove(link);
  bucket = `archive-${++houses}`;
});

async function write(link: AuditLink): Promise<void> {
  written.push(link);
  await engine.tables.send(
    new PutCommand({ TableName: engine.names.audit, Item: { ...keyOf(link), v: 1, ...link } }),
  );
}
async function remove(link: AuditLink): Promise<void> {
  await engine.tables.send(new DeleteCommand({ TableName: engine.names.audit, Key: keyOf(link) }));
}
async function archive(links: readonly AuditLink[], sequence = "100"): Promise<void> {
  const Records = links.map((link) => ({
    eventName: "INSERT",
    dynamodb: { SequenceNumber: sequence, NewImage: marshall({ ...keyOf(link), v: 1, ...link }) },
  }));
  await makeArchive({ objects, bucket })({ Records } as unknown as DynamoDBStreamEvent);
}
/** Seals the days before the given one (0 is the first day). */
const sealBefore = (day: number) => makeSealDays({ objects, bucket, clock: () => FIRST_DAY + day * DAY })();
const verify = async () =>
  verifyAudit(await readAudit({ tables: engine.tables, table: engine.names.audit, objects, bucket }));
const put = (Key: string, Body: string) => objects.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
/** A house with two chains over three days: two days sealed, the third archived. */
async function sealedHouse(
  more: readonly AuditLink[] = [],
): Promise<{ readonly a: AuditLink[]; readonly b: AuditLink[] }> {
  const [a, b] = [chainOfDays("a", 3), chainOfDays("b", 3)];
  for (const link of [...a, ...b, ...more]) await write(link);
  await archive([...a, ...b, ...more]);
  await sealBefore(2);
  return { a, b };
}

describe("the verification of the audit (INV-10)", () => {
  it("finds nothing wrong with what the house writes, reading a table of several pages", async () => {
    await sealedHouse(chainOfDays("c", 4, "x".repeat(300_000)));
    expect(await verify()).toEqual({ chains: 3, links: 10, archived: 10, waiting: 0, days: 2, faults: [] });
  });

  it("names links of a sealed day that never reached the archive", async () => {
    await sealedHouse();
    for (const link of chainOfDays("c", 2)) await write(link);
    const { waiting, faults } = await verify();
    expect(waiting).toBe(0);
    expect(faults).toEqual(
      [1, 2].map((sequence) => ({
        place: "archive",
        at: { chain: "Space#c", sequence },
        problem: "its day is sealed and it is not archived",
      })),
    );
  });

  it("takes a link of an open day that is not archived yet for one on its way", async () => {
    await sealedHouse();
    // the same facts on the same days give the same links, and one more
    const next = chainOfDays("a", 4).at(-1);
    if (next !== undefined) await write(next);
    expect(await verify()).toMatchObject({ waiting: 1, faults: [] });
  });

  it("is not misled by a batch that was archived twice", async () => {
    const { a } = await sealedHouse();
    await archive(a, "105");
    expect(await verify()).toMatchObject({ archived: 6, faults: [] });
  });

  it("names a link that was altered in the table, also when its hash was made to fit", async () => {
    const { a } = await sealedHouse();
    const [, second] = a;
    if (second === undefined) throw new Error("no link");
    const altered = { ...second, action: "nothing" };
    await write(altered);
    expect((await verify()).faults).toContainEqual({
      place: "table",
      at: { chain: "Space#a", sequence: 2 },
      problem: expect.stringContaining("altered"),
    });
    await write(rehashed(altered));
    const { faults } = await verify();
    expect(faults).toContainEqual({
      place: "table",
      at: { chain: "Space#a", sequence: 3 },
      problem: expect.stringContaining("hash of the link before"),
    });
    expect(faults).toContainEqual({
      place: "archive",
      at: { chain: "Space#a", sequence: 2 },
      problem: expect.stringContaining("different links"),
    });
  });

  it("names links that were removed, in the middle and at the end of a chain", async () => {
    const { a, b } = await sealedHouse();
    for (const link of [a[1], b[2]]) if (link !== undefined) await remove(link);
    const { faults } = await verify();
    expect(faults).toContainEqual({
      place: "table",
      at: { chain: "Space#a", sequence: 2 },
      problem: "it is missing",
    });
    expect(faults.filter(({ place }) => place === "archive").map(({ at }) => at)).toEqual([
      { chain: "Space#a", sequence: 2 },
      { chain: "Space#b", sequence: 3 },
    ]);
  });

  it("names an archived link that was altered and kept its hash, which no root shows", async () => {
    const { a, b } = await sealedHouse();
    const lines = [{ ...a[0], action: "nothing" }, b[0]].map((link) => `${JSON.stringify(link)}\n`);
    await put("links/2026-11-16/100.jsonl", lines.join(""));
    expect((await verify()).faults).toEqual([
      {
        place: "archive",
        at: { chain: "Space#a", sequence: 1 },
        problem: expect.stringContaining("altered"),
      },
    ]);
    await put("links/2026-11-16/100.jsonl", "{}\n");
    await expect(verify()).rejects.toThrow("the archived links of 2026-11-16 cannot be read");
  });

  it("names a day without a root between days that have one", async () => {
    await sealedHouse();
    await objects.send(new DeleteObjectCommand({ Bucket: bucket, Key: "roots/2026-11-16.json" }));
    expect((await verify()).faults).toEqual([
      { place: "roots", at: { day: "2026-11-16" }, problem: "it has no root, but later days have" },
    ]);
  });

  it("names an item that is no link, and a link at another place", async () => {
    const { a } = await sealedHouse();
    const Item = { ...a[0], pk: "Space#z", sk: "000000000001" };
    for (const item of [Item, { pk: "Space#z", sk: "000000000002", note: "hello" }])
      await engine.tables.send(new PutCommand({ TableName: engine.names.audit, Item: item }));
    const { faults } = await verify();
    for (const sk of ["000000000001", "000000000002"])
      await engine.tables.send(
        new DeleteCommand({ TableName: engine.names.audit, Key: { pk: "Space#z", sk } }),
      );
    expect(faults.map(({ at }) => at)).toEqual([
      { chain: "Space#z", sequence: 1 },
      { chain: "Space#z", sequence: 2 },
    ]);
  });

  it("names the day whose archive or root was replaced", async () => {
    const { a, b } = await sealedHouse();
    const day = a[0]?.at.slice(0, 10) ?? "";
    await put(`links/${day}/100.jsonl`, `${JSON.stringify(b[0])}\n`);
    expect((await verify()).faults).toEqual([
      { place: "archive", at: { chain: "Space#a", sequence: 1 }, problem: expect.stringContaining("sealed") },
      { place: "roots", at: { day }, problem: "its root covers 2 links, the archive holds 1" },
    ]);
    const root = { day, links: 1, previousRoot: "0".repeat(64), root: "1".repeat(64) };
    await put(`roots/${day}.json`, JSON.stringify(root));
    expect((await verify()).faults.filter(({ place }) => place === "roots")).toEqual([
      { place: "roots", at: { day: "2026-11-16" }, problem: expect.stringContaining("archived links") },
      { place: "roots", at: { day: "2026-11-17" }, problem: expect.stringContaining("the day before") },
    ]);
  });

  it("is a command that prints the counts and every fault, and fails when there is one", async () => {
    const { a } = await sealedHouse();
    const credentials = await objects.config.credentials();
    const tablesEndpoint = await endpointOf();
    const run = () =>
      promisify(execFile)(
        process.execPath,
        [
          ...["--import", "tsx", "functions/audit/verify-audit.command.ts"],
          ...["--table", engine.names.audit, "--bucket", bucket],
        ],
        {
          env: {
            PATH: process.env.PATH,
            AWS_REGION: "us-east-1",
            AWS_ENDPOINT_URL: store.endpoint,
            AWS_ENDPOINT_URL_DYNAMODB: tablesEndpoint,
            AWS_ACCESS_KEY_ID: credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          },
        },
      );
    expect((await run()).stdout).toBe(
      "2 chains with 6 links; 6 archived, 0 on their way; 2 days sealed\nNo fault.\n",
    );
    if (a[2] !== undefined) await remove(a[2]);
    await expect(run()).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        "FAULT archive Space#a 3: it is archived and not in the table\n1 fault.",
      ),
    });
  });

  async function endpointOf(): Promise<string> {
    const endpoint = await engine.tables.config.endpoint?.();
    if (endpoint === undefined) throw new Error("the engine has no endpoint");
    return `${endpoint.protocol}//${endpoint.hostname}:${endpoint.port}`;
  }
});
