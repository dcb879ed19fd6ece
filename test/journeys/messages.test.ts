import { beforeAll, describe, expect, it } from "vitest";
import type { HcpView } from "../../shared/contracts/directory.ts";
import { arrange, film, publish, uploadFilm } from "./film.ts";
import { until } from "./house.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, consentTo, person } from "./people.ts";

const journey = openJourney();
const { house } = journey;
const rep = house.as("rep");
/** A Tuesday in London's winter: the practice is open from 08:30 to 18:30 UTC. */
const MORNING = "2026-11-24T10:00:00.000Z";
const EARLY = "2026-11-24T08:00:00.000Z";

/** One person per story, so that no story's touches and suppressions change another's. */
const STORIES = [
  "silent",
  "early",
  "scheduled",
  "changed-mind",
  "often",
  "bounce",
  "complaint",
  "empty",
  "withdrawn",
] as const;
const addressOf = (story: string) =>
  `${story === "bounce" || story === "complaint" ? `${story}+journey` : `msg.${story}`}@example.com`;
let people: Map<string, HcpView>;
let versionId: string;
let assetId: string;
let secondId: string;

beforeAll(async () => {
  await leap(journey, MORNING);
  people = await bringIn(house, [
    ...STORIES.map((story) => ({
      external_id: `MSG-${story}`,
      territory: "GB-93",
      email: addressOf(story),
      mobile: "+447700900093",
    })),
    {
      external_id: "MSG-texts",
      territory: "FR-93",
      country: "FR",
      time_zone: "Europe/Paris",
      language: "fr-FR",
      email: "msg.texts@example.com",
      mobile: "+33639980093",
    },
  ]);
  ({ assetId } = await uploadFilm(house, film()));
  versionId = (await publish(house, { assetId, title: "For messages" })).versionId;
  secondId = (await publish(house, { assetId, title: "For later messages" })).versionId;
});

async function ready(story: (typeof STORIES)[number], version = versionId): Promise<string> {
  const { hcpId } = person(people, `MSG-${story}`);
  await consentTo(house, hcpId, "email");
  await arrange(house, hcpId, [version]);
  return hcpId;
}
const compose = async (hcpId: string, more: { channel?: "sms" | "email"; notBefore?: string } = {}) =>
  (await rep.call("composeMessage", { body: { hcpId, channel: "email", ...more } })).messageId;
const read = (messageId: string) => rep.call("readMessage", { params: { messageId } });
const invitations = async (to: string) =>
  (await house.inbox(to)).filter((one) => one.links.some((link) => link.includes("/s/")));

/** The message once it is where it stays, or waits for another time than now. */
const reached = (messageId: string, ...states: string[]) =>
  until(`${messageId} to be ${states.join(" or ")}`, async () => {
    const message = await read(messageId);
    return states.includes(message.state) ? message : undefined;
  });

describe("a message that may not leave", () => {
  it("is denied without consent, and the rep is told what to do", async () => {
    const { hcpId } = person(people, "MSG-silent");
    await arrange(house, hcpId, [versionId]);
    const verdict = await rep.call("dryRun", { body: { hcpId, channel: "email" } });
    expect(verdict).toMatchObject({ verdict: "DENY", reason: { code: "NO_CONSENT" } });
    const message = await reached(await compose(hcpId), "denied", "delivered");
    expect(message).toMatchObject({ state: "denied", reason: { code: "NO_CONSENT" } });
    expect(message.reason?.words).toMatch(/Ask for it in person/);
    expect(await house.inbox(addressOf("silent"))).toEqual([]);
  });

  it("is denied when the person opts out between the order and its time", async () => {
    const hcpId = await ready("changed-mind");
    // a short way ahead: after a long jump of the clock the sweep reads every minute in between
    const messageId = await compose(hcpId, { notBefore: "2026-11-24T10:20:00.000Z" });
    const evidence = { method: "phone", textVersion: "stop.1", reference: "call-1" } as const;
    await rep.call("recordConsent", {
      params: { hcpId },
      body: { action: "withdraw", channel: "email", evidence },
    });
    await house.setClock("2026-11-24T10:21:00.000Z");
    expect((await reached(messageId, "denied", "delivered")).reason?.code).toBe("NO_CONSENT");
    expect(await invitations(addressOf("changed-mind"))).toEqual([]);
    await house.setClock(MORNING);
  });

  it("is denied while the space is empty", async () => {
    const { hcpId } = person(people, "MSG-empty");
    await consentTo(house, hcpId, "email");
    const message = await reached(await compose(hcpId), "denied", "delivered");
    expect(message.reason).toMatchObject({ code: "ASSEMBLY_INVALID" });
  });

  it("is denied when a piece of the space was withdrawn", async () => {
    const { versionId: ending } = await publish(house, { assetId, title: "Ending" });
    const hcpId = await ready("withdrawn", ending);
    await house
      .as("reviewer")
      .call("withdrawVersion", { params: { versionId: ending }, body: { reason: "safety_update" } });
    const message = await reached(await compose(hcpId), "denied", "delivered");
    expect(message.reason?.code).toBe("CONTENT_NOT_USABLE");
    expect(message.reason?.words).toContain(ending);
  });

  it("is not sent as a text where texts are not open", async () => {
    const { hcpId } = person(people, "MSG-silent");
    const verdict = await rep.call("dryRun", { body: { hcpId, channel: "sms" } });
    expect(verdict).toMatchObject({ verdict: "DENY", reason: { code: "PROFILE_OFF" } });
  });
});

describe("the time of a message", () => {
  it("is when the practice opens for one that is written before (CON-6)", async () => {
    const hcpId = await ready("early");
    await house.setClock(EARLY);
    const messageId = await compose(hcpId);
    const waiting = await until("the delay", async () => {
      const message = await read(messageId);
      return message.reason === undefined ? undefined : message;
    });
    expect(waiting).toMatchObject({
      state: "queued",
      dueAt: "2026-11-24T08:30:00.000Z",
      reason: { code: "QUIET_HOURS" },
    });
    expect(await invitations(addressOf("early"))).toEqual([]);
    await house.setClock("2026-11-24T08:31:00.000Z");
    await reached(messageId, "delivered");
    expect(await invitations(addressOf("early"))).toHaveLength(1);
    await house.setClock(MORNING);
  });

  it("can be taken back until it leaves, and not after", async () => {
    const hcpId = await ready("scheduled");
    const later = await compose(hcpId, { notBefore: "2026-11-24T10:30:00.000Z" });
    const cancelled = await rep.call("cancelMessage", { params: { messageId: later } });
    expect(cancelled).toMatchObject({ state: "cancelled", reason: { code: "CANCELLED" } });
    await house.setClock("2026-11-24T10:35:00.000Z");
    const now = await compose(hcpId);
    await reached(now, "delivered");
    expect(await refusalOf(rep.call("cancelMessage", { params: { messageId: now } }))).toBe("wrong_state");
    expect((await read(later)).state).toBe("cancelled");
    expect(await invitations(addressOf("scheduled"))).toHaveLength(1);
    const list = await rep.call("listMessages", { params: { hcpId }, query: {} });
    expect(list.items.map((message) => message.messageId)).toEqual([now, later]);
    await house.setClock(MORNING);
  });

  it("is at most 90 days ahead", async () => {
    const hcpId = await ready("scheduled");
    expect(await refusalOf(compose(hcpId, { notBefore: "2027-06-01T10:00:00.000Z" }))).toBe("not_allowed");
  });
});

describe("a person who was written to", () => {
  it("is not written to again before the cap's end, which is told (FRQ-3)", async () => {
    const hcpId = await ready("often");
    await reached(await compose(hcpId), "delivered");
    await arrange(house, hcpId, [secondId]);
    await house.setClock("2026-11-24T10:40:00.000Z");
    const message = await reached(await compose(hcpId), "denied", "delivered");
    expect(message.reason?.code).toBe("FREQ_CAP");
    expect(message.reason?.earliestAt?.slice(0, 10)).toBe("2026-11-27");
    expect(await invitations(addressOf("often"))).toHaveLength(1);
    await leap(journey, "2026-11-27T11:00:00.000Z");
    await reached(await compose(hcpId), "delivered");
    expect(await invitations(addressOf("often"))).toHaveLength(2);
    await house.setClock(MORNING);
  });

  it.each(["bounce", "complaint"] as const)(
    "is never written to again after a %s (domain-rules 2.9)",
    async (story) => {
      const hcpId = await ready(story);
      await reached(await compose(hcpId), story === "bounce" ? "bounced" : "complained");
      await arrange(house, hcpId, [secondId]);
      const verdict = await rep.call("dryRun", { body: { hcpId, channel: "email" } });
      expect(verdict).toMatchObject({ verdict: "DENY", reason: { code: "SUPPRESSED" } });
      expect((await reached(await compose(hcpId), "denied", "delivered")).reason?.code).toBe("SUPPRESSED");
      expect(await invitations(addressOf(story))).toHaveLength(1);
      await house.setClock(MORNING);
    },
  );
});

describe("a text message", () => {
  it("leaves through End User Messaging, names no product and opens the gate", async () => {
    const { hcpId } = person(people, "MSG-texts");
    await consentTo(house, hcpId, "sms");
    await arrange(house, hcpId, [(await publish(house, { country: "FR" })).versionId]);
    const message = await reached(await compose(hcpId, { channel: "sms" }), "delivered", "denied");
    expect(message.timeline.map(({ state }) => state)).toEqual(["queued", "handed_off", "sent", "delivered"]);
    const [text, ...others] = await house.inbox("+33639980093");
    expect(others).toEqual([]);
    expect(text).toMatchObject({ channel: "sms", links: [expect.stringContaining("/s/")] });
    expect(text?.text).not.toMatch(/cardivex/i);
    const gate = await fetch(text?.links[0] ?? "");
    expect(gate.status).toBe(200);
  });
});

describe("an idempotency key", () => {
  it("cannot be used for another message", async () => {
    const [one, other] = [person(people, "MSG-silent").hcpId, person(people, "MSG-empty").hcpId];
    const body = { channel: "email" as const, idempotencyKey: "same-key" };
    const first = await rep.call("composeMessage", { body: { ...body, hcpId: one } });
    const again = await rep.call("composeMessage", { body: { ...body, hcpId: one } });
    expect(again.messageId).toBe(first.messageId);
    expect(await refusalOf(rep.call("composeMessage", { body: { ...body, hcpId: other } }))).toBe("conflict");
  });
});
