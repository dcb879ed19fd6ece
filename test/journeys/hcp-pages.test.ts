import { QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../functions/runtime/hash.ts";
import { arrange, publish } from "./film.ts";
import { HcpPhone } from "./hcp-phone.ts";
import { until } from "./house.ts";
import { confirmed, invite } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { rawCall } from "./raw-api.ts";

const journey = openJourney();
const { house, aws, name } = journey;
const { hcp: site } = house.address;
const NOW = "2026-11-24T11:00:00.000Z";
const EMAIL = "pages.open@example.com";
let hcpId: string;
let versionId: string;
let link: string;

beforeAll(async () => {
  await leap(journey, NOW);
  ({ hcpId, versionId, link } = await invite(house, { id: "PAGES-1", territory: "GB-57", email: EMAIL }));
});

const links = async (email: string, kind: string) =>
  (await house.inbox(email)).flatMap((mail) => mail.links).filter((one) => one.includes(kind));

async function items(table: string, filter: string, values: Record<string, string | boolean>) {
  const { Items } = await aws.tables.send(
    new ScanCommand({
      TableName: name(table),
      FilterExpression: filter,
      ExpressionAttributeValues: values,
    }),
  );
  return Items ?? [];
}

describe("every page of the HCP site", () => {
  it("answers with the headers of domain-rules 3.2, and HEAD like GET without showing anything", async () => {
    const { phone } = await confirmed(house, link);
    const token = link.split("/").at(-1) ?? "";
    const unsubscribe = new URL((await links(EMAIL, "/u/"))[0] ?? "").pathname;
    const exposures = () => items("ENGAGEMENT_TABLE", "begins_with(sk, :view)", { ":view": "VIEW#" });
    const byHead = () =>
      items("ENGAGEMENT_TABLE", "begins_with(sk, :fetch) AND head = :yes AND territory = :own", {
        ":fetch": "FETCH#",
        ":yes": true,
        ":own": "GB-57",
      });
    const pages = [
      "/",
      "/no/such/page",
      "/favicon.ico",
      `/s/${token}`,
      `/s/${"x".repeat(22)}`,
      unsubscribe,
      `/u/${"x".repeat(22)}`,
      `/c/${"x".repeat(22)}`,
      "/space",
      `/space/${versionId}`,
      `/space/ver_${"0".repeat(26)}`,
      "/choices",
      `/choices/${token}`,
      `/choices/${"x".repeat(22)}`,
    ];
    for (const path of pages) {
      const cookie = phone.cookieHeader();
      const got = await fetch(site + path, { headers: { cookie } });
      const html = await got.text();
      const before = (await exposures()).length;
      const asked = await fetch(site + path, { method: "HEAD", headers: { cookie } });
      expect([path, asked.status, await asked.text()]).toEqual([path, got.status, ""]);
      expect((await exposures()).length, path).toBe(before);
      for (const { headers } of [got, asked]) {
        expect(headers.get("content-type"), path).toBe("text/html; charset=utf-8");
        expect(headers.get("cache-control"), path).toBe("no-store");
        expect(headers.get("referrer-policy"), path).toBe("no-referrer");
        expect(headers.get("x-robots-tag"), path).toContain("noindex, nofollow");
        expect(headers.get("x-content-type-options"), path).toBe("nosniff");
        expect(headers.get("strict-transport-security"), path).toMatch(/max-age=\d{8}/);
        expect(headers.get("content-security-policy"), path).toMatch(
          /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'self'; .*frame-ancestors 'none'$/,
        );
      }
      // links out are for people to press; nothing is loaded from elsewhere
      expect(html, path).not.toMatch(
        /<(script|link|img|iframe|video|source)[^>]*(src|href|poster)="https?:\/\/(?!127)/,
      );
      expect(html, path).toMatch(/^<!doctype html><html lang="(en|de|fr)">/);
    }
    // asking for the headers of a link is a machine's request, whatever it calls itself
    expect((await byHead()).map(({ page }) => page).sort()).toEqual(["choices", "gate", "unsubscribe"]);
  });

  it("speaks the language that was chosen, the HCP's, or the browser's where nobody is known", async () => {
    const german = await fetch(`${site}/`, { headers: { "accept-language": "de-AT,en;q=0.5" } });
    expect(await german.text()).toContain('<html lang="de">');
    const phone = new HcpPhone(site);
    expect((await phone.open(link)).html).toContain('<html lang="en">');
    const french = await phone.open(`${link}?lang=fr`);
    expect(french.html).toContain("Je suis professionnel de santé et j’exerce au Royaume-Uni");
    const space = await phone.submit(french, { attest: "yes" });
    expect([space.path, space.html.includes('<html lang="fr">')]).toEqual(["/space", true]);
    expect((await phone.open(`${link}?lang=xx`)).html).toContain('<html lang="en">');
  });
});

describe("the gate's other ways", () => {
  it("show nothing to somebody who is no professional, and note no more than that", async () => {
    const phone = new HcpPhone(site);
    const page = await phone.submit(await phone.open(link), { go: "decline", attest: "yes" });
    expect([page.status, page.path]).toEqual([200, new URL(link).pathname]);
    expect(page.html).not.toMatch(/cardivex|How to start/i);
    expect((await phone.open("/space")).status).toBe(410);
    const { Items } = await aws.tables.send(
      new QueryCommand({
        TableName: name("RECORDS_TABLE"),
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
        ExpressionAttributeValues: {
          ":pk": `LINK#${sha256(link.split("/").at(-1) ?? "")}`,
          ":sk": "DECLINED#",
        },
      }),
    );
    expect(Items?.map((item) => item["attestation"].textVersion)).toEqual(["gate.pages.en.2"]);
  });

  it("let a colleague read without a name, a count or somebody else's choices", async () => {
    const phone = new HcpPhone(site);
    const space = await phone.submit(await phone.open(link), {
      attest: "yes",
      go: "colleague",
      track_individual: "yes",
    });
    expect(space.status).toBe(200);
    expect(space.html).not.toMatch(/Brennan|attention\.js/);
    expect(space.html).toContain("How to start");
    const choices = await phone.open("/choices");
    expect([choices.status, choices.html.includes("somebody else")]).toEqual([403, true]);
    const press = await rawCall(`${site}/choices`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", cookie: phone.cookieHeader() },
      body: "change=stop",
    });
    expect(press.status).toBe(403);
    const { timeline } = await house.as("rep").call("readConsent", { params: { hcpId } });
    expect(timeline.filter((entry) => entry.actor === "hcp")).toEqual([]);
  });

  it("take the ticked choices once, whatever the other button would not", async () => {
    const who = { id: "PAGES-2", territory: "GB-57", email: "pages.ticks@example.com", versionId };
    const own = await invite(house, who);
    const phone = new HcpPhone(site);
    const ticks = { attest: "yes", track_individual: "yes", share_with_rep: "yes" };
    const plain = await phone.submit(await phone.open(own.link), { ...ticks, go: "plain" });
    expect(plain.html).not.toContain("attention.js");
    const gate = await phone.open(own.link);
    const counted = await phone.submit(gate, { ...ticks, go: "choices" });
    expect(counted.html).toContain("attention.js");
    await phone.submit(gate, { ...ticks, go: "choices" });
    const { timeline } = await house.as("rep").call("readConsent", { params: { hcpId: own.hcpId } });
    const given = timeline.filter((entry) => entry.actor === "hcp");
    expect(
      given.map(({ action, dataUse, method, textVersion }) => ({ action, dataUse, method, textVersion })),
    ).toEqual(
      (["track_individual", "share_with_rep"] as const).map((dataUse) => ({
        action: "grant",
        dataUse,
        method: "web_form",
        textVersion: "pages.en.2",
      })),
    );
    // what was agreed to is not asked again
    expect((await phone.open(own.link)).html).not.toContain('name="track_individual"');
    expect((await house.as("rep").call("readHcpInsights", { params: { hcpId: own.hcpId } })).shared).toBe(
      true,
    );
  });
});

describe("the space", () => {
  it("fits the time, marks what is new since the last visit, and shows films of this person only", async () => {
    const assetId = (await house.as("reviewer").call("readVersion", { params: { versionId } })).assetId;
    const more = await publish(house, { assetId, title: "Dosing in renal impairment" });
    const other = await publish(house, { assetId, title: "Not for this space" });
    const who = { id: "PAGES-3", territory: "GB-57", email: "pages.space@example.com", versionId };
    const own = await invite(house, { ...who, uses: ["track_individual"] });
    expect((await confirmed(house, own.link)).space.html).not.toContain('class="new"');
    await arrange(house, own.hcpId, [versionId, more.versionId]);
    const { phone, space } = await confirmed(house, own.link);
    expect(space.html).toMatch(/Dosing in renal impairment<span class="new">New/);
    expect(space.html).toContain("1 new since 24 November 2026");
    const film = await phone.open(`/space/${more.versionId}`);
    expect(film.html).toContain("Do not use in severe hepatic impairment");
    expect(film.html).toMatch(/<source src="/);
    const foreign = await phone.open(`/space/${other.versionId}`);
    expect(foreign.status).toBe(410);
    expect(foreign.html).toContain("updated or withdrawn");
    expect(foreign.html).toMatch(/<a [^>]*href="https:[^"]+"[^>]*>Prescribing information</);
    expect(foreign.html).not.toContain("Not for this space");
    for (const time of ["2", "5", "9"]) expect((await phone.open(`/space?time=${time}`)).status).toBe(200);
    // the page has its own log entry, of the one film on it
    const shown = await items("ENGAGEMENT_TABLE", "hcpId = :hcp AND begins_with(sk, :view)", {
      ":hcp": own.hcpId,
      ":view": "VIEW#",
    });
    expect(
      shown.some(({ shown: versions }) => versions.length === 1 && versions[0].versionId === more.versionId),
    ).toBe(true);
  });

  it("does not know new from old for somebody who is not counted", async () => {
    const seen = await items("RECORDS_TABLE", "pk = :pk AND sk = :sk", {
      ":pk": `SPACE#${hcpId}`,
      ":sk": "SEEN",
    });
    expect(seen).toEqual([]);
  });
});

describe("a link that has ended", () => {
  afterEach(() => leap(journey, NOW));

  it("sends a new one to the address on record, once an hour, and says the same to everybody", async () => {
    const email = "pages.late@example.com";
    const own = await invite(house, { id: "PAGES-4", territory: "GB-57", email, versionId });
    // a Sunday night: nobody is written to unasked then
    await leap(journey, "2026-12-27T23:00:00.000Z");
    const phone = new HcpPhone(site);
    const ended = await phone.open(own.link);
    expect(ended.status).toBe(404);
    const answer = await phone.submit(ended);
    const invented = await phone.submit(await phone.open(`/s/${"w".repeat(22)}`));
    expect([answer.status, answer.html]).toEqual([200, invented.html]);
    expect((await phone.submit(ended)).html).toBe(answer.html);
    const fresh = await until("a new link", async () =>
      (await links(email, "/s/")).find((one) => one !== own.link),
    );
    expect((await confirmed(house, fresh)).space.status).toBe(200);
    const { items: messages } = await house
      .as("rep")
      .call("listMessages", { params: { hcpId: own.hcpId }, query: {} });
    expect(messages.length).toBe(2);
  });

  it("sends nothing to somebody who stopped, with the same answer", async () => {
    const email = "pages.stopped@example.com";
    const own = await invite(house, { id: "PAGES-5", territory: "GB-57", email, versionId });
    const phone = new HcpPhone(site);
    await phone.press(await phone.open(own.link), 'value="stop"');
    const ended = await phone.open(own.link);
    expect(ended.status).toBe(404);
    const answer = await phone.submit(ended);
    expect(answer.html).toBe((await phone.submit(await phone.open(`/s/${"w".repeat(22)}`))).html);
    const { items: messages } = await house
      .as("rep")
      .call("listMessages", { params: { hcpId: own.hcpId }, query: {} });
    expect(messages.length).toBe(1);
  });
});
