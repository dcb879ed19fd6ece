import { beforeAll, expect, it } from "vitest";
import { until } from "./house.ts";
import { confirmed, type Invited, invite, opening } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";

const journey = openJourney();
const { house } = journey;
const rep = house.as("rep");
const NOW = "2026-11-24T10:00:00.000Z";
let shares: Invited;
let keeps: Invited;

const ofToday = async (hcpId: string) =>
  (await rep.call("readToday", {})).people.find(({ hcp }) => hcp.hcpId === hcpId);

beforeAll(async () => {
  await leap(journey, NOW);
  const who = (story: string) => ({
    id: `TODAY-${story}`,
    territory: "GB-78",
    email: `today.${story}@example.com`,
  });
  shares = await invite(house, { ...who("shares"), uses: ["track_individual", "share_with_rep"] });
  keeps = await invite(house, {
    ...who("keeps"),
    uses: ["track_individual"],
    versionId: shares.versionId,
  });
});

it("a visit of somebody who shares viewing is on Today, with what was opened; of others nothing is (INV-4)", async () => {
  expect(await ofToday(shares.hcpId)).toBeUndefined();
  for (const { link, versionId } of [keeps, shares]) {
    const { phone } = await confirmed(house, link);
    expect(await phone.beacon(opening(versionId))).toBe(204);
  }
  const person = await until("the visit on Today", async () => {
    const found = await ofToday(shares.hcpId);
    return found?.visits[0]?.items.length === 1 ? found : undefined;
  });
  const { versionId } = shares;
  expect(person).toMatchObject({ email: "granted", firstEver: true, visits: [{ items: [{ versionId }] }] });
  expect(await ofToday(keeps.hcpId)).toBeUndefined();
});

it("is for reps (8.4)", async () => {
  expect(await refusalOf(house.as("marketer").call("readToday", {}))).toBe("not_found");
});

it("says what time it is in business, so that the app does not ask the machine", async () => {
  const { now } = await rep.call("me", {});
  expect(Math.abs(Date.parse(now) - Date.parse(NOW))).toBeLessThan(5 * 60_000);
});
