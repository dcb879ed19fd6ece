import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HcpView } from "../../shared/contracts/directory.ts";
import { arrange, publish } from "./film.ts";
import { until } from "./house.ts";
import { leap, openJourney } from "./journey.ts";
import { bringIn, consentTo, person } from "./people.ts";

const journey = openJourney();
const { house } = journey;
const rep = house.as("rep");
/** The Wednesday before Christmas 2026, in London's winter. */
const BEFORE_CHRISTMAS = "2026-12-23T17:00:00.000Z";
/** A Tuesday in office hours on which the profiles that ship are older than twelve months. */
const A_YEAR_LATER = "2027-11-02T10:00:00.000Z";
let people: Map<string, HcpView>;

beforeAll(async () => {
  await leap(journey, BEFORE_CHRISTMAS);
  people = await bringIn(house, [
    { external_id: "PROF-year", territory: "GB-54", email: "prof.year@example.com" },
    { external_id: "PROF-holiday", territory: "GB-54", email: "prof.holiday@example.com" },
  ]);
  const { versionId } = await publish(house, { title: "For the country" });
  for (const { hcpId } of people.values()) {
    await consentTo(house, hcpId, "email");
    await arrange(house, hcpId, [versionId]);
  }
});

afterAll(() => leap(journey, BEFORE_CHRISTMAS));

const dryRun = (externalId: string, notBefore?: string) => {
  const { hcpId } = person(people, externalId);
  const body = { hcpId, channel: "email", ...(notBefore === undefined ? {} : { notBefore }) } as const;
  return rep.call("dryRun", { body });
};

describe("the calendar of a country profile", () => {
  it("delays over Christmas, its substitute day and the weekend between (CON-6)", async () => {
    expect(await dryRun("PROF-holiday")).toEqual({ verdict: "ALLOW" });
    expect(await dryRun("PROF-holiday", "2026-12-25T10:00:00.000Z")).toMatchObject({
      verdict: "DELAY",
      until: "2026-12-29T08:30:00.000Z",
      reason: { code: "QUIET_HOURS" },
    });
  });
});

describe("a country whose profile nobody signed for twelve months", () => {
  it("is off: the dry run says so with the remedy, and nothing leaves", async () => {
    await leap(journey, A_YEAR_LATER);
    const words =
      "This country is switched off: the profile of GB of 2026-11-01 is older than twelve months. Ask compliance to have its profile signed.";
    expect(await dryRun("PROF-year")).toEqual({ verdict: "DENY", reason: { code: "PROFILE_OFF", words } });
    const { hcpId } = person(people, "PROF-year");
    const { messageId } = await rep.call("composeMessage", { body: { hcpId, channel: "email" } });
    const message = await until("the refusal", async () => {
      const found = await rep.call("readMessage", { params: { messageId } });
      return found.state === "queued" ? undefined : found;
    });
    expect(message).toMatchObject({ state: "denied", reason: { code: "PROFILE_OFF", words } });
    expect(await house.inbox("prof.year@example.com")).toEqual([]);
  });
});
