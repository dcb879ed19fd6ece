import { beforeAll, describe, expect, it } from "vitest";
import { until } from "./house.ts";
import { confirmed, type Invited, invite } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { align } from "./people.ts";

const journey = openJourney();
const { house } = journey;
const rep = house.as("rep");
/** A Tuesday of its own. */
const DAY = "2026-11-24";

let shares: Invited;
let keeps: Invited;
beforeAll(async () => {
  await leap(journey, `${DAY}T10:00:00.000Z`);
  await align(house, "GB-51");
  shares = await invite(house, {
    id: "OVER-1",
    territory: "GB-51",
    email: "over1@example.com",
    uses: ["track_individual", "share_with_rep"],
  });
  const { versionId } = shares;
  keeps = await invite(house, {
    id: "OVER-2",
    territory: "GB-51",
    email: "over2@example.com",
    uses: ["track_individual"],
    versionId,
  });
  for (const { link } of [shares, keeps]) {
    const { phone } = await confirmed(house, link);
    const beacon = {
      seq: 0,
      items: [versionId],
      k: [3, 1, 1],
      i: [0, 0, 0],
      a: [0, 0, 0],
      b: [0, 2000, 2000],
    };
    expect(await phone.beacon({ ...beacon, r: [100, 100, 100] })).toBe(204);
  }
}, 240_000);

const rowsOf = async () => {
  const { items } = await rep.call("listHcpRows", { query: {} });
  return (hcpId: string) => items.find((row) => row.hcpId === hcpId);
};

describe("an HCP who shares viewing", () => {
  it("is seen visit by visit: what was played again within one, and at which hour", async () => {
    const insights = await until("the visit", async () => {
      const seen = await rep.call("readHcpInsights", { params: { hcpId: shares.hcpId } });
      return seen.shared && seen.hours.length > 0 && seen.versions.length > 0 ? seen : undefined;
    });
    expect(insights).toMatchObject({
      visits: 1,
      hours: [{ at: `${DAY}T10:00:00.000Z`, visits: 1 }],
      versions: [{ visits: 1, visitsPerSecond: [1, 1], playsPerSecond: [2, 2] }],
    });
  });

  it("has a timeline with everything once, page by page", async () => {
    const { hcpId } = shares;
    const kinds: string[] = [];
    const times: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rep.call("readTimeline", {
        params: { hcpId },
        query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
      kinds.push(...page.items.map(({ kind }) => kind));
      times.push(...page.items.map(({ at }) => at));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(kinds.filter((kind) => kind === "visit")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "message")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "consent")).toHaveLength(3);
    expect(kinds.filter((kind) => kind === "directory")).toHaveLength(1);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it.each([
    ["of another list", "nothing"],
    ["of a time that no id holds", '["0000-01-01T00:00:00.000Z","x"]'],
  ])("refuses a cursor %s", async (_, written) => {
    const read = rep.call("readTimeline", {
      params: { hcpId: shares.hcpId },
      query: { cursor: Buffer.from(written).toString("base64url") },
    });
    expect(await refusalOf(read)).toBe("invalid_request");
  });
});

describe("an HCP who keeps viewing private", () => {
  it("INV-4: shows no visit anywhere: not in insights, the timeline or the list", async () => {
    const { hcpId } = keeps;
    expect(await rep.call("readHcpInsights", { params: { hcpId } })).toMatchObject({ shared: false });
    const { items, shared } = await rep.call("readTimeline", { params: { hcpId }, query: {} });
    expect(shared).toBe(false);
    expect(items.map(({ kind }) => kind)).not.toContain("visit");
    const rowOf = await rowsOf();
    expect(rowOf(hcpId)?.lastVisitAt).toBeUndefined();
    expect(rowOf(hcpId)?.email).toBe("granted");
    expect(rowOf(shares.hcpId)?.lastVisitAt).toBeDefined();
  });

  it("shows compliance the consent and the messages, and nobody's visits", async () => {
    const { items, shared } = await house
      .as("compliance")
      .call("readTimeline", { params: { hcpId: shares.hcpId }, query: {} });
    expect(shared).toBe(false);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(["consent", "message", "directory"]));
  });
});

describe("the own territory", () => {
  it("counts messages once, and keeps the visits of so few people back", async () => {
    const week = await until("the sums", async () => {
      const { territories } = await rep.call("readTerritoryInsights", { query: { weeks: 1 } });
      const sums = territories.find(({ territory }) => territory === "GB-51")?.weeks[0];
      return sums !== undefined && sums.delivered >= 2 && sums.raw >= 2 ? sums : undefined;
    });
    expect(week).toMatchObject({ week: "2026-11-23", people: 2, attempted: 2, delivered: 2, bounced: 0 });
    expect(week).toMatchObject({ raw: 2, machine: 0 });
    for (const kept of ["visited", "visitors", "human", "unknown"]) expect(week).not.toHaveProperty(kept);
  });
});
