import { beforeAll, describe, expect, it } from "vitest";
import type { HcpView } from "../../shared/contracts/directory.ts";
import type { CallOutput } from "../../web/client/client.ts";
import { arrange, publish } from "./film.ts";
import { HcpPhone, SCANNER } from "./hcp-phone.ts";
import { until } from "./house.ts";
import { confirmed, linkTo } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, consentTo, person } from "./people.ts";

const journey = openJourney();
const { house } = journey;
const rep = house.as("rep");
const NOW = "2026-11-24T10:00:00.000Z";
let people: Map<string, HcpView>;
let versionId: string;

beforeAll(async () => {
  await leap(journey, NOW);
  people = await bringIn(
    house,
    ["recall", "leaves", "moves", "shares"].map((story) => ({
      external_id: `OWN-${story}`,
      territory: "GB-89",
      email: `own.${story}@example.com`,
    })),
  );
  versionId = (await publish(house, { title: "For own messages" })).versionId;
});

async function ready(story: string, uses: Parameters<typeof consentTo>[3] = []): Promise<string> {
  const { hcpId } = person(people, `OWN-${story}`);
  await consentTo(house, hcpId, "email", uses);
  await arrange(house, hcpId, [versionId]);
  return hcpId;
}
const read = (messageId: string) => rep.call("readMessage", { params: { messageId } });
/** All of them: other journeys in the same house have sent before. */
async function own(standing: "waiting" | "left" | "ended") {
  const items: CallOutput<"listOwnMessages">["items"][number][] = [];
  let cursor: string | undefined;
  do {
    const query = { standing, limit: 50, ...(cursor === undefined ? {} : { cursor }) };
    const page = await rep.call("listOwnMessages", { query });
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}
const left = (messageId: string) =>
  until(`${messageId} to be delivered`, async () => {
    const message = await read(messageId);
    return message.state === "delivered" ? message : undefined;
  });

describe("half a minute after sending", () => {
  it("is time to take the message back, and nothing leaves", async () => {
    const hcpId = await ready("recall");
    const { messageId, dueAt } = await rep.call("composeMessage", {
      body: { hcpId, channel: "email", recallable: true },
    });
    const waits = Date.parse(dueAt ?? "") - Date.parse(NOW);
    expect(waits).toBeGreaterThanOrEqual(30_000);
    expect(waits).toBeLessThan(60_000);
    expect((await own("waiting")).map((one) => one.messageId)).toContain(messageId);
    await rep.call("cancelMessage", { params: { messageId } });
    await house.setClock("2026-11-24T10:02:00.000Z");
    expect((await own("ended")).find((one) => one.messageId === messageId)).toMatchObject({
      reason: { code: "CANCELLED" },
      hcp: { lastName: "Brennan", timeZone: "Europe/London" },
    });
    expect(await house.inbox("own.recall@example.com")).toEqual([]);
    await house.setClock(NOW);
  });

  it("the message leaves by itself", async () => {
    const hcpId = await ready("leaves");
    const body = { hcpId, channel: "email", recallable: true, idempotencyKey: "draft-1" } as const;
    const first = await rep.call("composeMessage", { body });
    const second = await rep.call("composeMessage", { body });
    expect(second.messageId).toBe(first.messageId);
    await house.setClock("2026-11-24T10:01:00.000Z");
    const message = await left(first.messageId);
    expect(message.visits).toEqual({ shared: false });
    expect(await refusalOf(rep.call("cancelMessage", { params: { messageId: first.messageId } }))).toBe(
      "wrong_state",
    );
    await house.setClock(NOW);
  });
});

describe("another time", () => {
  it("is given to a waiting message, unless it changed in between", async () => {
    const hcpId = await ready("moves");
    const later = "2026-11-24T15:00:00.000Z";
    const { messageId } = await rep.call("composeMessage", {
      body: { hcpId, channel: "email", notBefore: later },
    });
    const params = { messageId };
    const moved = await rep.call("rescheduleMessage", { params, body: { rev: 1 } });
    expect(moved.rev).toBe(2);
    expect(await refusalOf(rep.call("rescheduleMessage", { params, body: { rev: 1 } }))).toBe("conflict");
    await left(messageId);
    expect(await refusalOf(rep.call("rescheduleMessage", { params, body: { rev: 2 } }))).toBe("wrong_state");
    const stranger = house.as("marketer").call("rescheduleMessage", { params, body: { rev: 2 } });
    expect(await refusalOf(stranger)).toBe("not_found");
  });
});

describe("the preview of an invitation", () => {
  it("is the mail itself in a frame of the app, and nothing is counted", async () => {
    const { hcpId } = person(people, "OWN-shares");
    await ready("shares", ["track_individual", "share_with_rep"]);
    const shown = await rep.call("previewInvitation", { params: { hcpId }, query: { channel: "email" } });
    expect(shown).toMatchObject({ look: { channel: "email" }, address: "o•••@example.com" });
    expect(shown.openings[0]?.from).toBe("2026-11-24T08:30:00.000Z");
    const { address } = await rep.call("openMailPreview", { params: { hcpId } });
    const page = await new HcpPhone(house.address.hcp).open(address);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain(`frame-ancestors ${house.address.app}`);
    expect(page.headers.get("content-security-policy")).toContain("sandbox");
    expect(page.html).toContain("Dr. Brennan");
    await house.setClock("2026-11-24T10:20:00.000Z");
    expect((await new HcpPhone(house.address.hcp).open(address)).status).toBe(404);
    await house.setClock(NOW);
  });

  it("answers for a later time, and for nobody's else", async () => {
    const { hcpId } = person(people, "OWN-shares");
    const night = "2026-11-24T22:00:00.000Z";
    const body = { hcpId, channel: "email", notBefore: night } as const;
    expect(await rep.call("dryRun", { body })).toMatchObject({ verdict: "DELAY" });
    const foreign = house.as("marketer");
    const tries = [
      foreign.call("previewInvitation", { params: { hcpId }, query: { channel: "email" } }),
      foreign.call("openMailPreview", { params: { hcpId } }),
      foreign.call("listOwnMessages", { query: { standing: "left" } }),
    ];
    expect(await Promise.all(tries.map(refusalOf))).toEqual(tries.map(() => "not_found"));
  });
});

describe("visits through a message's link", () => {
  it("are told to the sender where the HCP shares them: people, scanners, and what nobody knows", async () => {
    const { hcpId } = person(people, "OWN-shares");
    const { messageId } = await rep.call("composeMessage", { body: { hcpId, channel: "email" } });
    await left(messageId);
    expect((await read(messageId)).visits).toEqual({ shared: true, human: 0, machine: 0, unknown: 0 });
    const link = await linkTo(house, "own.shares@example.com", "/s/");
    await new HcpPhone(house.address.hcp, { userAgent: SCANNER }).open(link);
    await new HcpPhone(house.address.hcp).open(link);
    await confirmed(house, link);
    const seen = await until("the visit", async () => {
      const { visits } = await read(messageId);
      return visits?.shared === true && visits.human === 1 ? visits : undefined;
    });
    expect(seen).toMatchObject({ human: 1, machine: 1, unknown: 1, firstAt: expect.any(String) });
    const listed = (await own("left")).find((one) => one.messageId === messageId);
    expect(listed?.visits).toMatchObject({ human: 1 });
    for (const other of ["compliance", "admin"] as const) {
      const seenByOther = await house.as(other).call("readMessage", { params: { messageId } });
      expect(seenByOther).not.toHaveProperty("visits");
    }
  });
});
