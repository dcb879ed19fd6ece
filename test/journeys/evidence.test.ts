import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, it } from "vitest";
import { readAudit } from "../../functions/audit/read-audit.ts";
import { verifyAudit } from "../../functions/audit/verify-audit.ts";
import { runScript } from "../../local/start/synthesis.ts";
import { ENGAGEMENT_EXPORT_COLUMNS, ENGAGEMENT_RAW_COLUMNS } from "../../shared/contracts/lake.ts";
import { until } from "./house.ts";
import { confirmed, invite, opening } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";

const journey = openJourney();
const { house, aws, name, shared } = journey;
const NOW = "2026-11-24T15:00:00.000Z";
/** From the journey's own day to the one before yesterday of the leap below. */
const DAYS = 9;

beforeAll(async () => {
  await leap(journey, NOW);
  const who = { id: "EVI-1", territory: "GB-96", email: "evi@example.com" };
  const { link, versionId } = await invite(house, { ...who, uses: ["track_individual"] });
  const { phone } = await confirmed(house, link);
  expect(await phone.beacon(opening(versionId))).toBe(204);
});

describe("the audit", () => {
  const evidence = () =>
    readAudit({
      tables: aws.tables,
      table: name("AUDIT_TABLE"),
      objects: aws.objects,
      bucket: name("AUDIT_ARCHIVE_BUCKET"),
    });

  /** Other journeys went back in time over days that were sealed, which real time never does: seal them anew. */
  async function forgetSeals(): Promise<void> {
    const Bucket = name("AUDIT_ARCHIVE_BUCKET");
    const { Contents } = await aws.objects.send(new ListObjectsV2Command({ Bucket, Prefix: "roots/" }));
    for (const { Key } of Contents ?? []) await aws.objects.send(new DeleteObjectCommand({ Bucket, Key }));
  }

  it("is archived link by link, and each day is sealed once it is over (INV-10)", async () => {
    // a link of a sealed day counts as a fault and not as waiting
    await forgetSeals();
    await until("the archive to have every link", async () =>
      verifyAudit(await evidence()).waiting === 0 ? true : undefined,
    );
    await forgetSeals();
    await leap(journey, "2026-12-03T10:00:00.000Z");
    const report = await until("the seals", async () => {
      const made = verifyAudit(await evidence());
      return made.days >= DAYS ? made : undefined;
    });
    expect(report.faults).toEqual([]);
    expect(report.links).toBeGreaterThan(10);
    await house.setClock(NOW);
  });

  it("is found whole by the operator's command", async () => {
    const { developer, address, region } = shared;
    const printed = await runScript("functions/audit/verify-audit.command.ts", {
      AWS_ENDPOINT_URL: address.aws,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: developer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: developer.secretAccessKey,
    });
    expect(printed).toMatch(/\d+ days sealed\nNo fault\./);
  });
});

describe("the lake", () => {
  /** Rows of the first file below a prefix; the writer gathers for a minute. */
  const rowsBelow = (Prefix: string) =>
    until(
      `a file below ${Prefix}`,
      async () => {
        const Bucket = name("LAKE_BUCKET");
        const { Contents } = await aws.objects.send(new ListObjectsV2Command({ Bucket, Prefix }));
        const Key = Contents?.[0]?.Key;
        if (Key === undefined) return undefined;
        const { Body } = await aws.objects.send(new GetObjectCommand({ Bucket, Key }));
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
        return parquetReadObjects({ file });
      },
      100,
    );

  it("holds what happened in full for rebuilds", async () => {
    const rows = await rowsBelow("raw/engagement/dt=2026-11-24/");
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      ENGAGEMENT_RAW_COLUMNS.map((column) => column.name).sort(),
    );
    expect(JSON.stringify(rows)).toMatch(/vis_/);
  });

  it("shows analysts pseudonyms only (domain-rules 8.3)", async () => {
    const rows = await rowsBelow("export/engagement/week=2026-11-23/");
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      ENGAGEMENT_EXPORT_COLUMNS.map((column) => column.name).sort(),
    );
    expect(JSON.stringify(rows)).not.toMatch(/hcp_|vis_|msg_|@/);
  });
});
