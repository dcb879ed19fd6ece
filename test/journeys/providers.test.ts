import { beforeAll, describe, expect, it } from "vitest";
import type { HcpView } from "../../shared/contracts/directory.ts";
import { arrange, publish } from "./film.ts";
import { until } from "./house.ts";
import { invite } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { bringIn, consentTo, person } from "./people.ts";

const journey = openJourney();
const { house } = journey;
const rep = house.as("rep");
/** A Wednesday on which no other journey plays: a held channel holds everybody who is there at the time. */
const NOW = "2026-12-02T10:00:00.000Z";

/** Local numbers that end so have a fate of their own: 0404 is nobody's. */
const NUMBERS = {
  "carrier-stop": "+33639984001",
  dead: "+33639980404",
  first: "+33639984002",
  second: "+33639984003",
  "without-event": "+33639980421",
  "without-notification": "+33639980422",
} as const;
type Story = keyof typeof NUMBERS;
let people: Map<string, HcpView>;
const hcpOf = (story: Story) => person(people, `PROVIDER-${story}`).hcpId;

beforeAll(async () => {
  await leap(journey, NOW);
  people = await bringIn(
    house,
    Object.entries(NUMBERS).map(([story, mobile]) => ({
      external_id: `PROVIDER-${story}`,
      territory: "FR-62",
      country: "FR",
      region: "",
      time_zone: "Europe/Paris",
      language: "fr-FR",
      email: `provider.${story}@example.com`,
      mobile,
    })),
  );
  const { versionId } = await publish(house, { country: "FR", title: "For texts of providers" });
  for (const story of Object.keys(NUMBERS) as Story[]) {
    await consentTo(house, hcpOf(story), "sms");
    await arrange(house, hcpOf(story), [versionId]);
  }
});

/** Makes the next request of a provider be refused. */
async function refuse(code: string, reason: string): Promise<void> {
  const answer = await fetch(`${house.address.app}/_local/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ refuse: { count: 1, code, reason } }),
  });
  expect(answer.status).toBe(200);
}
const compose = async (story: Story) =>
  (await rep.call("composeMessage", { body: { hcpId: hcpOf(story), channel: "sms" } })).messageId;
const read = (messageId: string) => rep.call("readMessage", { params: { messageId } });
const reached = (messageId: string, ...states: string[]) =>
  until(`${messageId} to be ${states.join(" or ")}`, async () => {
    const message = await read(messageId);
    return states.includes(message.state) ? message : undefined;
  });
const verdictOn = (story: Story) => rep.call("dryRun", { body: { hcpId: hcpOf(story), channel: "sms" } });

describe("what the provider says of a text", () => {
  it("that its receiver opted out at the carrier withdraws the permission, which no rep can undo (CON-1)", async () => {
    await refuse("ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT");
    const message = await reached(await compose("carrier-stop"), "refused", "delivered");
    expect(message).toMatchObject({ state: "refused", reason: { code: "REFUSED" } });
    expect(await house.inbox(NUMBERS["carrier-stop"])).toEqual([]);
    await consentTo(house, hcpOf("carrier-stop"), "sms");
    expect(await verdictOn("carrier-stop")).toMatchObject({
      verdict: "DENY",
      reason: { code: "NO_CONSENT" },
    });
  });

  it.each(["without-event", "without-notification"] as const)(
    "arrives %s: the bus is best effort and a topic may fail, either is enough",
    async (story) => {
      const message = await reached(await compose(story), "delivered");
      expect(message.costMicros).toBeGreaterThan(0);
    },
  );

  it("that nobody has the number suppresses it (2.9)", async () => {
    await reached(await compose("dead"), "bounced");
    expect(await verdictOn("dead")).toMatchObject({ verdict: "DENY", reason: { code: "SUPPRESSED" } });
  });

  it("that the month's limit is spent holds all texts, which leave once it is over, with their cost", async () => {
    await refuse("ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT");
    const first = await compose("first");
    const held = await until("the hold", async () => {
      const message = await read(first);
      return message.reason?.code === "CHANNEL_HELD" ? message : undefined;
    });
    expect(held).toMatchObject({ state: "queued" });
    expect(held.dueAt?.slice(0, 13)).toBe("2026-12-02T11");
    const second = await compose("second");
    await until("the other text to wait as well", async () =>
      (await read(second)).reason?.code === "CHANNEL_HELD" ? true : undefined,
    );
    expect(await house.inbox(NUMBERS.second)).toEqual([]);
    // a short way, so that the sweep finds them in the minutes it reads
    await leap(journey, "2026-12-02T11:10:00.000Z");
    for (const messageId of [first, second]) {
      const message = await reached(messageId, "delivered");
      expect(message.costMicros).toBeGreaterThan(0);
    }
    expect(await house.inbox(NUMBERS.first)).toHaveLength(1);
    expect(await house.inbox(NUMBERS.second)).toHaveLength(1);
  });
});

describe("what the provider says of an e-mail", () => {
  it.each([
    ["event", "nobus"],
    ["notification", "notopic"],
  ])("arrives without %s", async (_, label) => {
    const who = { id: `PROVIDER-${label}`, territory: "GB-62", email: `provider+${label}@example.com` };
    const { hcpId } = await invite(house, who);
    await until("the delivery", async () => {
      const { items } = await rep.call("listMessages", { params: { hcpId }, query: {} });
      return items.some(({ state }) => state === "delivered") ? true : undefined;
    });
  });
});
