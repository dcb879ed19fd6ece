import { beforeAll, describe, expect, it } from "vitest";
import { HcpPhone } from "./hcp-phone.ts";
import { until } from "./house.ts";
import { confirmed, invite, opening } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { consentTo } from "./people.ts";
import { rawCall } from "./raw-api.ts";

const journey = openJourney();
const { house } = journey;
const { hcp: site } = house.address;
const rep = house.as("rep");
const NOW = "2026-11-24T11:00:00.000Z";
let versionId: string;

beforeAll(async () => {
  await leap(journey, NOW);
  ({ versionId } = await invite(house, {
    id: "CHOICES-0",
    territory: "GB-56",
    email: "choices.first@example.com",
  }));
});

/** Somebody with a visit under way who is counted and shares it. */
async function visitor(id: string) {
  const email = `choices.${id.toLowerCase()}@example.com`;
  const uses = ["track_individual", "share_with_rep"] as const;
  const own = await invite(house, { id, territory: "GB-56", email, uses, versionId });
  const { phone, space } = await confirmed(house, own.link);
  return { ...own, email, phone, space };
}
const standing = async (hcpId: string, dataUse: string) =>
  (await rep.call("readConsent", { params: { hcpId } })).standing.find(
    (one) =>
      one.dataUse === dataUse && (dataUse === "send" ? one.channel === "email" : one.channel === undefined),
  )?.state;
const verdict = (hcpId: string) => rep.call("dryRun", { body: { hcpId, channel: "email" } });

describe("the preference centre", () => {
  it("stops everything with one press and brings it back with one, from any page of the visit", async () => {
    const { hcpId, phone, space } = await visitor("CHOICES-1");
    const stopped = await phone.press(space, 'value="stop"');
    expect(stopped.html).toMatch(/role="status">Stopped\. No more messages from/);
    expect(await verdict(hcpId)).toMatchObject({ verdict: "DENY", reason: { code: "NO_CONSENT" } });
    expect((await rep.call("readHcpInsights", { params: { hcpId } })).shared).toBe(false);
    expect((await phone.open("/space")).status).toBe(410);
    // a rep cannot undo it
    await consentTo(house, hcpId, "email", ["track_individual", "share_with_rep"]);
    expect(await standing(hcpId, "send")).toBe("withdrawn");
    const back = await phone.press(await phone.open("/choices"), 'value="start"');
    expect(back.html).toContain("Undone");
    expect((await phone.open("/space")).status).toBe(200);
    expect((await rep.call("readHcpInsights", { params: { hcpId } })).shared).toBe(true);
  });

  it("is pressed twice with the effect of once, and changes nothing by being opened", async () => {
    const { hcpId, phone } = await visitor("CHOICES-2");
    const page = await phone.open("/choices?done=stop");
    expect(page.html).not.toContain('role="status"');
    const events = async () => (await rep.call("readConsent", { params: { hcpId } })).timeline.length;
    const before = await events();
    const off = await phone.press(page, 'value="email"');
    expect(off.html).toMatch(/role="status">E-mail: off\./);
    await phone.press(page, 'value="email"');
    await phone.open("/choices?change=email&to=on");
    expect(await events()).toBe(before + 1);
    expect(await verdict(hcpId)).toMatchObject({ verdict: "DENY", reason: { code: "NO_CONSENT" } });
    // undo stands first on the page
    expect((await phone.press(off, 'value="email"')).html).toMatch(/role="status">E-mail: on\./);
  });

  it("ends counting and sharing at once: the page loads nothing that counts, the rep sees nothing", async () => {
    const { hcpId, phone, space } = await visitor("CHOICES-3");
    expect(space.html).toContain("attention.js");
    expect(await phone.beacon(opening(versionId))).toBe(204);
    await until("the rep's view", async () => {
      const seen = await rep.call("readHcpInsights", { params: { hcpId } });
      return seen.shared && seen.versions.length > 0 ? true : undefined;
    });
    const choices = await phone.open("/choices");
    expect(choices.html).toContain("How to start");
    const hidden = await phone.press(choices, 'value="share_with_rep"');
    expect(hidden.html).toContain("Nothing about what you watch or read.");
    const nothing = { hcpId, shared: false, asOf: expect.any(String) };
    expect(await rep.call("readHcpInsights", { params: { hcpId } })).toEqual(nothing);
    const uncounted = await fetch(`${site}/choices`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: phone.cookieHeader() },
      body: new URLSearchParams({ change: "track_individual", to: "off" }),
    });
    // what the page kept on the phone to go on from goes with the permission
    expect([uncounted.status, uncounted.headers.get("clear-site-data")]).toEqual([303, '"storage"']);
    expect((await phone.open("/space")).html).not.toContain("attention.js");
    // a page that is still open in another tab sends the cookie that the browser has now
    const [cookie = ""] = uncounted.headers.getSetCookie();
    const late = await fetch(`${site}/e`, {
      method: "POST",
      headers: { cookie: cookie.split(";")[0] ?? "" },
      body: JSON.stringify(opening(versionId, 1)),
    });
    expect(late.status, "nothing is stored any more (INV-4)").toBe(410);
    await phone.press(await phone.open("/choices"), 'value="share_with_rep"');
    expect(await rep.call("readHcpInsights", { params: { hcpId } })).toEqual(nothing);
  });

  it("pauses messages for 30 days and ends the pause", async () => {
    const { hcpId, phone } = await visitor("CHOICES-4");
    const paused = await phone.press(await phone.open("/choices"), 'value="pause"', { to: "30" });
    expect(paused.html).toContain("Paused until 24 December 2026");
    expect(await standing(hcpId, "send")).toBe("granted");
    await leap(journey, "2026-12-02T11:00:00.000Z");
    const later = { hcpId, channel: "email" } as const;
    // another piece would be news; the same one is capped before any hour is looked at
    expect((await rep.call("dryRun", { body: later })).verdict).not.toBe("ALLOW");
    await leap(journey, NOW);
    expect((await phone.press(paused, 'value="pause"', { to: "off" })).html).toContain(
      "The pause has ended.",
    );
  });

  it("answers the holder of a link without titles or name, also of a mail's unsubscribe address", async () => {
    const { hcpId, link, email } = await visitor("CHOICES-5");
    const unsubscribe = await until("the mail", async () =>
      (await house.inbox(email)).flatMap((mail) => mail.links).find((one) => one.includes("/u/")),
    );
    const phone = new HcpPhone(site);
    const page = await phone.open(unsubscribe);
    const address = /href="(\/choices\/[0-9A-Za-z]{22})"/.exec(page.html)?.[1] ?? "";
    for (const path of [address, new URL(link).pathname.replace("/s/", "/choices/")]) {
      const choices = await phone.open(path);
      expect([path, choices.status]).toEqual([path, 200]);
      expect(choices.html).not.toMatch(/How to start|Brennan/);
      expect(choices.html).toContain("c•••@example.com");
    }
    const off = await phone.press(await phone.open(address), 'value="track_individual"');
    expect([off.path, off.html.includes("Counting: off.")]).toEqual([address, true]);
    expect(await standing(hcpId, "track_individual")).toBe("withdrawn");
  });

  it("refuses without a visit, with an invented token and an invented change", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const { phone } = await visitor("CHOICES-6");
    const cookie = phone.cookieHeader();
    for (const [path, body, headers, status] of [
      ["/choices", "change=stop", form, 410],
      [`/choices/${"v".repeat(22)}`, "change=stop", form, 410],
      ["/choices", "change=everything", { ...form, cookie }, 400],
      ["/choices", "change=stop", { "content-type": "text/plain", cookie }, 415],
      ["/choices", "change=stop", { ...form, cookie: cookie.replace(/.$/, "x") }, 410],
    ] as const) {
      const answer = await rawCall(site + path, { method: "POST", headers, body });
      expect([path, answer.status, answer.type]).toEqual([path, status, "text/html; charset=utf-8"]);
    }
  });

  it.each([
    ["cross-site", 403, "granted"],
    ["same-site", 403, "granted"],
    ["same-origin", 303, "withdrawn"],
  ])("knows where a press with the visit's cookie comes from: %s", async (from, status, sending) => {
    const { phone, hcpId } = await visitor(`CHOICES-${from}`);
    const answer = await fetch(new URL("/choices", site), {
      method: "POST",
      redirect: "manual",
      headers: { cookie: phone.cookieHeader(), "sec-fetch-site": from },
      body: new URLSearchParams({ change: "stop" }),
    });
    expect(answer.status).toBe(status);
    expect(await standing(hcpId, "send")).toBe(sending);
  });

  it("is each person's own: another's cookie changes nobody else", async () => {
    const [one, two] = [await visitor("CHOICES-7"), await visitor("CHOICES-8")];
    await one.phone.press(await one.phone.open("/choices"), 'value="stop"');
    expect(await standing(two.hcpId, "send")).toBe("granted");
  });
});
