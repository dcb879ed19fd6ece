import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { HcpPhone } from "./hcp-phone.ts";
import { confirmed, invite, linkTo, opening } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, person } from "./people.ts";
import { rawCall } from "./raw-api.ts";

const journey = openJourney();
const { house, aws, name } = journey;
const { hcp: site } = house.address;
const rep = house.as("rep");
const NOW = "2026-11-24T11:00:00.000Z";
let versionId: string;
let link: string;

beforeAll(async () => {
  await leap(journey, NOW);
  const who = { id: "SPACE-1", territory: "GB-95", email: "space.open@example.com" };
  ({ versionId, link } = await invite(house, who));
});

describe("a film's address", () => {
  it("plays when signed, and is refused tampered with, unsigned or for another object", async () => {
    const { phone, space } = await confirmed(house, link);
    const film = /<source src="([^"]+)"/.exec(space.html)?.[1] ?? "";
    const statusOf = async (address: string) => (await phone.fetchMedia(address, "bytes=0-9")).status;
    expect(await statusOf(film)).toBe(206);
    expect(await statusOf(film.replace(/\?.*/, ""))).toBe(403);
    const withPolicy = (change: (policy: string) => string) =>
      film.replace(/Policy=([^&]+)/, (_, text: string) => {
        const policy = Buffer.from(
          text.replaceAll("-", "+").replaceAll("~", "/").replaceAll("_", "="),
          "base64",
        ).toString();
        const changed = Buffer.from(change(policy)).toString("base64");
        return `Policy=${changed.replaceAll("+", "-").replaceAll("/", "~").replaceAll("=", "_")}`;
      });
    expect(withPolicy((policy) => policy)).toBe(film);
    const later = withPolicy((policy) => policy.replace(/"AWS:EpochTime":\d+/, '"AWS:EpochTime":4000000000'));
    expect(later).not.toBe(film);
    expect(await statusOf(later)).toBe(403);
    const wider = withPolicy((policy) => policy.replace(/ast_\w+/, "*"));
    expect(wider).not.toBe(film);
    expect(await statusOf(wider)).toBe(403);
    const another = film.replace(/ast_\w+/, `ast_${"0".repeat(26)}`);
    expect(await statusOf(another)).toBe(403);
  });

  it("is signed once for all that was made of the film, so that the page is small", async () => {
    const { space } = await confirmed(house, link);
    const signed = [...space.html.matchAll(/"\/renditions\/[^"?]+\?([^"]+)"/g)].map(([, query]) => query);
    expect(signed.length).toBeGreaterThan(2);
    expect(new Set(signed).size).toBe(1);
  });

  it("does not lead to originals, to what was withdrawn or to a list", async () => {
    const { assetId } = await house.as("reviewer").call("readVersion", { params: { versionId } });
    for (const path of [
      `/originals/${assetId}/source`,
      `/renditions/${assetId}/`,
      "/withdrawn/",
      "/renditions/",
      "/previews/",
    ])
      expect([path, (await fetch(`${site}${path}`)).status]).toEqual([
        path,
        expect.toSatisfy((s: number) => s >= 403),
      ]);
    const direct = `${house.address.aws}/${name("MEDIA_BUCKET")}/originals/${assetId}/source`;
    expect((await fetch(direct)).status).toBe(403);
  });
});

describe("an HCP who shares nothing", () => {
  it("can watch, is counted without name, and the rep learns that it is not shared (INV-4)", async () => {
    const quiet = { id: "SPACE-2", territory: "GB-95", email: "space.private@example.com", versionId };
    const { hcpId, link: own } = await invite(house, quiet);
    const { phone, space } = await confirmed(house, own);
    expect(space.status).toBe(200);
    expect(await phone.beacon(opening(versionId))).toBe(204);
    const { Items } = await aws.tables.send(
      new ScanCommand({
        TableName: name("ENGAGEMENT_TABLE"),
        FilterExpression: "hcpId = :hcp AND NOT begins_with(sk, :fetch)",
        ExpressionAttributeValues: { ":hcp": hcpId, ":fetch": "FETCH#" },
      }),
    );
    expect(Items).toEqual([]);
    expect(await rep.call("readHcpInsights", { params: { hcpId } })).toEqual({
      hcpId,
      shared: false,
      asOf: expect.any(String),
    });
  });
});

describe("an HCP's own links", () => {
  it.each(["/c/", "/u/"])("say nothing when %s was invented, on opening and on pressing", async (path) => {
    const address = `${site}${path}${"z".repeat(22)}`;
    for (const method of ["GET", "POST"]) {
      const answer = await rawCall(address, {
        method,
        ...(method === "POST"
          ? { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "" }
          : {}),
      });
      expect([answer.status, answer.type]).toEqual([404, "text/html; charset=utf-8"]);
    }
  });

  it("confirm once and not after a week", async () => {
    const email = "space.late@example.com";
    const people = await bringIn(house, [{ external_id: "SPACE-3", territory: "GB-95", email }]);
    const { hcpId: late } = person(people, "SPACE-3");
    const evidence = {
      method: "paper",
      textVersion: "in-person.email.en.1",
      reference: "paper-0001",
    } as const;
    const grant = { action: "grant", channel: "email", doubleOptIn: true, evidence } as const;
    await rep.call("recordConsent", { params: { hcpId: late }, body: grant });
    const link = await linkTo(house, email, "/c/");
    expect(await refusalOf(rep.call("recordConsent", { params: { hcpId: late }, body: grant }))).toBe(
      "wrong_state",
    );
    const phone = new HcpPhone(site);
    const page = await phone.open(link);
    await leap(journey, "2026-12-02T11:00:00.000Z");
    expect((await phone.submit(page)).status).toBe(410);
    await house.setClock(NOW);
    expect((await phone.submit(page)).status).toBe(200);
    expect((await phone.submit(page)).status).toBe(200);
    const { timeline } = await rep.call("readConsent", { params: { hcpId: late } });
    expect(timeline.filter((entry) => entry.action === "doi_confirmed")).toHaveLength(1);
    expect((await phone.open(link)).html).toContain("may now write to you");
    const withdraw = { ...grant, action: "withdraw", doubleOptIn: false } as const;
    await rep.call("recordConsent", { params: { hcpId: late }, body: withdraw });
    // the old link tells how it stands, and opens nothing again
    for (const after of [await phone.open(link), await phone.submit(page)]) {
      expect(after.html).toContain("No more promotional e-mails");
      expect(after.html).not.toContain("may now write to you");
    }
  });
});
