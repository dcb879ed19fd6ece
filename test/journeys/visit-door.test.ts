import { beforeAll, describe, expect, it } from "vitest";
import type { HcpView } from "../../shared/contracts/directory.ts";
import { HcpPhone } from "./hcp-phone.ts";
import { until } from "./house.ts";
import { linkTo } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, person } from "./people.ts";

const journey = openJourney();
const { house } = journey;
const rep = house.as("rep");
const NOW = "2026-11-24T10:00:00.000Z";
const LATER = "2026-11-24T10:16:00.000Z";
let people: Map<string, HcpView>;

beforeAll(async () => {
  await leap(journey, NOW);
  people = await bringIn(house, [
    ...["choose", "twice", "decline", "wrong", "often", "stopped"].map((story) => ({
      external_id: `DOOR-${story}`,
      territory: "GB-88",
      email: `door.${story}@example.com`,
    })),
    { external_id: "DOOR-far", territory: "GB-87", email: "door.far@example.com" },
  ]);
});

const phone = () => new HcpPhone(house.address.hcp);
async function door(story: string) {
  const { hcpId } = person(people, `DOOR-${story}`);
  return { hcpId, ...(await rep.call("openVisitDoor", { params: { hcpId } })) };
}
const standing = async (hcpId: string) => {
  const { standing: lines } = await rep.call("readConsent", { params: { hcpId } });
  const stateOf = (dataUse: string) =>
    lines.find((line) => line.dataUse === dataUse && (dataUse !== "send" || line.channel === "email"))?.state;
  return ["send", "track_individual", "share_with_rep"].map(stateOf);
};

describe("the door that a rep opens in a visit", () => {
  it("shows who asks, ticks nothing, and asks with two equal buttons", async () => {
    const { address } = await door("choose");
    const page = await phone().open(address);
    expect(page.status).toBe(200);
    expect(page.html).toContain("Dr. Brennan");
    expect(page.html).not.toMatch(/<input[^>]* checked/);
    const buttons = [...page.html.matchAll(/<button([^>]*)>/g)].map(([, given = ""]) =>
      given.replace(/value="\w+"| formnovalidate/g, "").trim(),
    );
    expect(new Set(buttons)).toHaveLength(1);
  });

  it("lets the HCP choose on the own phone; it counts once confirmed in the typed mailbox", async () => {
    const { hcpId, address } = await door("choose");
    const own = phone();
    const email = "Orla.Brennan@clinic.example.com";
    const ticks = { answer: "agree", send: "yes", track_individual: "yes", share_with_rep: "yes" };
    const sent = await own.submit(await own.open(address), { ...ticks, email });
    expect(sent.html).toContain("Look into your mailbox");
    expect(await standing(hcpId)).toEqual(["none", "pending_doi", "pending_doi"]);
    const again = await own.submit(await own.open(address), { ...ticks, email }).catch(() => undefined);
    expect(again).toBeUndefined();
    const link = await linkTo(house, email.toLowerCase(), "/c/");
    const confirmation = await own.open(link);
    expect(confirmation.html).toContain("sees what I watch and read");
    expect((await own.submit(confirmation)).html).toContain("Confirmed");
    expect(await standing(hcpId)).toEqual(["granted", "granted", "granted"]);
    expect((await house.inbox(email.toLowerCase())).length).toBe(1);
    const { email: shown } = await rep.call("readHcp", { params: { hcpId } });
    expect(shown).toBe("o•••@clinic.example.com");
    const { timeline } = await rep.call("readConsent", { params: { hcpId } });
    expect(new Set(timeline.map((entry) => entry.actor))).toEqual(new Set(["hcp"]));
  });

  it("says what is missing and keeps what was given", async () => {
    const { address, hcpId } = await door("wrong");
    const own = phone();
    const page = await own.open(address);
    const nothing = await own.submit(page, { answer: "agree", email: "a@example.com" });
    expect([nothing.status, nothing.html]).toEqual([400, expect.stringContaining("No box is ticked")]);
    const alone = await own.submit(page, { answer: "agree", share_with_rep: "yes", email: "a@example.com" });
    expect(alone.html).toContain("needs counting too");
    const bad = await own.submit(page, { answer: "agree", send: "yes", email: "not an address" });
    expect(bad.html).toContain("type your e-mail address in full");
    expect(bad.html).toMatch(/name="send"[^>]* checked/);
    expect(await standing(hcpId)).toEqual(["none", "none", "none"]);
  });

  it("takes a no for an answer, once", async () => {
    const { address, hcpId } = await door("decline");
    const own = phone();
    const page = await own.open(address);
    expect((await own.submit(page, { answer: "decline" })).html).toContain("Nothing was changed");
    const late = await own.submit(page, { answer: "agree", send: "yes", email: "late@example.com" });
    expect(late.html).toContain("Nothing was changed");
    expect(await standing(hcpId)).toEqual(["none", "none", "none"]);
  });

  it("sends one mail for a form that was sent twice at once", async () => {
    const { address, hcpId } = await door("twice");
    const own = phone();
    const page = await own.open(address);
    const given = { answer: "agree", track_individual: "yes", email: "door.twice@example.com" };
    await Promise.all([own.submit(page, given), own.submit(page, given)]);
    const link = await linkTo(house, "door.twice@example.com", "/c/");
    const confirmed = await own.submit(await own.open(link));
    expect(confirmed.html).toContain("Your choices count from now on");
    await until("the permission", async () => ((await standing(hcpId))[1] === "granted" ? true : undefined));
    expect(await house.inbox("door.twice@example.com")).toHaveLength(1);
  });

  it("asks one mailbox three times a week, however many doors are opened", async () => {
    const given = { answer: "agree", send: "yes", email: "stranger@example.com" };
    for (const _ of [1, 2, 3]) {
      const { address } = await door("often");
      const own = phone();
      expect((await own.submit(await own.open(address), given)).html).toContain("Look into your mailbox");
    }
    const { address } = await door("often");
    const own = phone();
    const refused = await own.submit(await own.open(address), given);
    expect([refused.status, refused.html]).toEqual([400, expect.stringContaining("cannot be used here")]);
    await until("the third mail", async () =>
      (await house.inbox("stranger@example.com")).length === 3 ? true : undefined,
    );
  });

  it("INV-5: opens what was stopped only by the mailbox on record", async () => {
    const ticks = { answer: "agree", send: "yes", track_individual: "yes", share_with_rep: "yes" };
    const early = await door("stopped");
    const own = phone();
    await own.submit(await own.open(early.address), { ...ticks, email: "elsewhere@example.com" });
    const link = await linkTo(house, "elsewhere@example.com", "/c/");
    const form = await own.open(link);
    await rep.call("recordConsent", {
      params: { hcpId: early.hcpId },
      body: {
        action: "withdraw",
        channel: "email",
        evidence: { textVersion: "letter.1", method: "letter", reference: "letter 3" },
      },
    });
    expect((await own.open(link)).status).toBe(410);
    expect((await own.submit(form)).status).toBe(410);
    expect((await standing(early.hcpId))[0]).toBe("withdrawn");

    const late = await door("stopped");
    const page = await own.open(late.address);
    const refused = await own.submit(page, { ...ticks, email: "elsewhere@example.com" });
    expect([refused.status, refused.html]).toEqual([400, expect.stringContaining("stopped earlier")]);
    await own.submit(page, { ...ticks, email: "door.stopped@example.com" });
    const known = await own.open(await linkTo(house, "door.stopped@example.com", "/c/"));
    expect((await own.submit(known)).html).toContain("Confirmed");
    expect(await standing(early.hcpId)).toEqual(["granted", "granted", "granted"]);
  });

  it("ends after a quarter of an hour, and is nobody's but the own HCP's", async () => {
    const { address } = await door("choose");
    await house.setClock(LATER);
    expect((await phone().open(address)).status).toBe(410);
    await house.setClock(NOW);
    expect((await phone().open(`/d/${"x".repeat(22)}`)).status).toBe(410);
    const { hcpId } = person(people, "DOOR-choose");
    const asAnother = house.as("marketer").call("openVisitDoor", { params: { hcpId } });
    expect(await refusalOf(asAnother)).toBe("not_found");
    const unknown = "hcp_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    expect(await refusalOf(rep.call("openVisitDoor", { params: { hcpId: unknown } }))).toBe("not_found");
  });
});
