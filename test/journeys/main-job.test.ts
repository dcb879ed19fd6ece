import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { type Aftermath, runAftermath } from "./aftermath.ts";
import { until } from "./house.ts";
import { leap, openJourney } from "./journey.ts";
import { type MainJob, type Material, runMainJob, TUESDAY_MORNING } from "./main-job.ts";
import { material } from "./material.ts";

const journey = openJourney();
const { house, aws, name } = journey;
/** What each step said, by step. */
const told = new Map<string, string>();
let used: Material;
let job: MainJob;

beforeAll(async () => {
  await leap(journey, TUESDAY_MORNING);
  used = await material();
  job = await runMainJob(house, used, (step, evidence) => void told.set(step, evidence));
});

describe("the main job, from a CSV file to what was watched again", () => {
  it("keeps the good rows and tells for each other one the column and the reason", () => {
    const columns = job.imported.refused.map(({ column }) => column);
    if (!used.real)
      return expect({ kept: job.imported.kept, columns }).toEqual({ kept: 2, columns: ["time_zone"] });
    expect(job.imported.kept).toBe(250);
    expect(columns).toEqual(["npi", "time_zone", "mobile", "first_name", "external_id", "first_name"]);
    for (const { reason } of job.imported.refused) expect(reason).toMatch(/^[A-Z].{15,}\.$/);
  });

  it("takes consent from the HCP's own press, never from opening the link (INV-3)", () => {
    expect(told.get("consent")).toBe("after GET pending_doi, after the HCP's own POST granted (200)");
  });

  it("approves the exact bytes with a material code", () => {
    expect(told.get("approval")).toMatch(/^approved GB-CAR-26-\d{5} over [0-9a-f]{64}$/);
  });

  it("sends one invitation, delivered and told in order", () => {
    expect(told.get("the gate says")).toBe("ALLOW");
    expect(told.get("invitation")).toContain("queued → handed_off → sent → delivered");
  });

  it("gives the same message for the second click", async () => {
    const body = {
      hcpId: job.hcpId,
      channel: "email" as const,
      idempotencyKey: `journey-${job.versionId}`,
    };
    const again = await house.as("rep").call("composeMessage", { body });
    expect(again).toEqual({ messageId: job.messageId, state: "delivered" });
    const invitations = (await house.inbox(job.email)).filter(({ links }) => links.includes(job.link));
    expect(invitations).toHaveLength(1);
  });

  it("plays signed films in ranges and refuses a forged address", () => {
    expect(told.get("visit")).toBe("gate 200, space 200 with 2 films; a range 206, a forged address 403");
  });

  it("counts one visit although a scanner fetched the link three times (INV-11)", () => {
    expect(told.get("what the rep sees")).toMatch(/^1 visit, /);
  });

  it("tells the rep what was watched and watched again, a repeated beacon counted once", () => {
    expect(job.watchedSeconds).toBe(used.videoSeconds + 12);
    expect(told.get("what the rep sees")).toContain(`, ${used.videoSeconds} of ${used.videoSeconds}`);
    expect(job.replayed).toEqual([{ fromSecond: 12, toSecond: 18 }]);
  });

  it("remembers what the visit was shown, by version and hash (MLR-7)", async () => {
    const { Items } = await aws.tables.send(
      new ScanCommand({
        TableName: name("ENGAGEMENT_TABLE"),
        FilterExpression: "hcpId = :hcp AND begins_with(sk, :views)",
        ExpressionAttributeValues: { ":hcp": job.hcpId, ":views": "VIEW#" },
      }),
    );
    expect(Items).toEqual([
      expect.objectContaining({
        messageId: job.messageId,
        shown: [
          {
            versionId: job.versionId,
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
            seconds: expect.closeTo(used.videoSeconds, 0),
          },
        ],
      }),
    ]);
  });
});

describe("what ends", () => {
  let after: Aftermath;
  beforeAll(async () => {
    after = await runAftermath(house, job, (step, evidence) => void told.set(step, evidence));
  });

  it("stays granted when a mail firewall opens the unsubscribe link, and ends with its POST (RFC 8058)", () => {
    expect(after).toMatchObject({ stateAfterGet: "granted", stateAfterPost: "withdrawn" });
    // content links die with the opt-out (domain-rules 3.2), and so does a visit that had begun
    expect(after).toMatchObject({ linkAfterStop: 404, visitAfterStop: 410 });
  });

  it("closes the send gate", () => {
    expect(after).toMatchObject({ verdictAfterStop: "DENY", reasonAfterStop: "NO_CONSENT" });
  });

  it("takes withdrawn content from the space and its film from the edge (MLR-7)", () => {
    expect(after.spaceAfterWithdrawal).toBe("This information has been updated or withdrawn");
    expect(after.mediaAfterWithdrawal).toBe(403);
  });

  it("keeps what was withdrawn where nobody is served from", async () => {
    const kept = await until("the move", async () => {
      const list = async (Prefix: string) =>
        (await aws.objects.send(new ListObjectsV2Command({ Bucket: name("MEDIA_BUCKET"), Prefix })))
          .Contents ?? [];
      const served = await list(`renditions/${job.assetId}/`);
      return served.length > 0 ? undefined : list(`withdrawn/renditions/${job.assetId}/`);
    });
    expect(kept.length).toBeGreaterThanOrEqual(3);
  });
});
