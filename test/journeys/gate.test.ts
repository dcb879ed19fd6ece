import { QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { HcpPhone, type PageOnPhone } from "./hcp-phone.ts";
import { confirmed, invite, opening } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { rawCall } from "./raw-api.ts";

const journey = openJourney();
const { house, aws, name } = journey;
const { hcp: site } = house.address;
const NOW = "2026-11-24T11:00:00.000Z";
let hcpId: string;
let versionId: string;
let link: string;

beforeAll(async () => {
  await leap(journey, NOW);
  const who = { id: "GATE-1", territory: "GB-94", email: "gate.open@example.com" };
  ({ hcpId, versionId, link } = await invite(house, { ...who, uses: ["track_individual"] }));
});

/** Confirmed visits of the person, as the engagement table counts them. */
async function visits(of = hcpId): Promise<string[]> {
  const { Items } = await aws.tables.send(
    new ScanCommand({
      TableName: name("ENGAGEMENT_TABLE"),
      FilterExpression: "hcpId = :hcp AND sk = :visit",
      ExpressionAttributeValues: { ":hcp": of, ":visit": "VISIT" },
    }),
  );
  return (Items ?? []).map((item) => String(item["visitId"])).sort();
}

const withoutReference = ({ status, html }: PageOnPhone) => ({
  status,
  html: html.replace(/value="[^"]+"/g, "value").replace(/\/s\/[0-9A-Za-z]{22}/g, "/s/token"),
});

describe("the gate", () => {
  it("shows no product, is not cached and loads nothing from elsewhere (domain-rules 3.1)", async () => {
    const page = await new HcpPhone(site).open(link);
    expect(page.status).toBe(200);
    expect(page.html).not.toMatch(/cardivex|How to start/i);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.headers.get("x-robots-tag")).toContain("noindex");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.html).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/);
  });

  it("answers an invented and an ended link alike", async () => {
    const invented = await new HcpPhone(site).open(`/s/${"x".repeat(22)}`);
    await leap(journey, "2026-12-31T10:00:00.000Z");
    const ended = await new HcpPhone(site).open(link);
    const pressed = await rawCall(link, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "attest=yes&nonce=x",
    });
    await house.setClock(NOW);
    expect(withoutReference(ended)).toEqual(withoutReference(invented));
    expect([ended.status, pressed.status]).toEqual([404, 404]);
  });

  it.each([
    ["without a nonce", "attest=yes"],
    [
      "with a nonce of somebody's own",
      `attest=yes&nonce=vis_01ARZ3NDEKTSV4RRFFQ69G5FAV.9999999999.${"A".repeat(43)}`,
    ],
    ["with half a nonce", "attest=yes&nonce=vis_01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  ])("begins no visit %s", async (_, body) => {
    const before = await visits();
    const answer = await rawCall(link, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    expect(answer.status).toBe(400);
    expect(await visits()).toEqual(before);
  });

  it("begins no visit without the HCP's own tick (domain-rules 3.6)", async () => {
    const before = await visits();
    const phone = new HcpPhone(site);
    const page = await phone.submit(await phone.open(link));
    expect(page.status).toBe(400);
    expect(page.html).toContain("<form");
    expect(await visits()).toEqual(before);
  });

  it("counts the same button pressed twice as one visit, and a nonce of another link as none", async () => {
    const before = await visits();
    const phone = new HcpPhone(site);
    const gate = await phone.open(link);
    const spaces = [await phone.submit(gate, { attest: "yes" }), await phone.submit(gate, { attest: "yes" })];
    expect(spaces.map(({ status, path }) => `${status} ${path}`)).toEqual(["200 /space", "200 /space"]);
    expect((await visits()).length).toBe(before.length + 1);
    const elsewhere = await phone.submit({ ...gate, path: `/s/${"y".repeat(22)}` }, { attest: "yes" });
    expect(elsewhere.status).not.toBe(303);
    expect((await visits()).length).toBe(before.length + 1);
  });

  it("begins a visit of its own for another answer on the same gate, and none for the same answer again", async () => {
    const who = { id: "GATE-2", territory: "GB-94", email: "gate.twice@example.com", versionId };
    const second = await invite(house, who);
    const phone = new HcpPhone(site);
    const gate = await phone.open(second.link);
    const session = () =>
      JSON.parse(
        Buffer.from((phone.cookieHeader().split("=")[1] ?? "").split(".")[0] ?? "", "base64url").toString(),
      );
    const answer = async (go: string, uses: Readonly<Record<string, string>> = {}) => {
      expect((await phone.submit(gate, { attest: "yes", go, ...uses })).path).toBe("/space");
      return session();
    };
    const plain = await answer("plain");
    const chosen = await answer("choices", { track_individual: "yes" });
    expect([plain.tracking, chosen.tracking]).toEqual(["aggregate", "individual"]);
    expect(await answer("choices", { track_individual: "yes" })).toMatchObject({ visitId: chosen.visitId });
    const colleague = await answer("colleague");
    expect(await visits(second.hcpId), "one visit is the person's own").toEqual([chosen.visitId]);
    expect(new Set([plain.visitId, chosen.visitId, colleague.visitId]).size).toBe(3);
  });

  it.each([
    ["text that is no form", "text/plain", 10, 415],
    ["a form of 300 kB", "application/x-www-form-urlencoded", 300_000, 413],
  ])("refuses %s without an error of ours", async (_, type, length, status) => {
    const answer = await rawCall(link, {
      method: "POST",
      headers: { "content-type": type },
      body: `attest=${"x".repeat(length)}`,
    });
    expect([answer.status, answer.type]).toEqual([status, "text/html; charset=utf-8"]);
    expect(answer.text).not.toMatch(/\bat \S+ \(|node_modules/);
  });
});

describe("a visit", () => {
  const beacon = (seq: number) => opening(versionId, seq);

  it("shows the approved film with its safety text and material code", async () => {
    const { space } = await confirmed(house, link);
    expect(space.html).toContain("How to start");
    expect(space.html).toContain("Do not use in severe hepatic impairment");
    expect(space.html).toMatch(/GB-CAR-26-\d{5}/);
  });

  it("is over without its cookie and with a changed one", async () => {
    const { phone } = await confirmed(house, link);
    expect((await new HcpPhone(site).open("/space")).status).toBe(410);
    expect(await new HcpPhone(site).beacon(beacon(0))).toBe(410);
    const cookie = phone.cookieHeader();
    for (const changed of [
      cookie.replace(/.$/, "x"),
      cookie.replace(/=./, "=x"),
      "__Host-visit=",
      "__Host-visit=a.b",
    ]) {
      const page = await rawCall(`${site}/space`, { headers: { cookie: changed } });
      expect(page.status).toBe(410);
    }
  });

  it("has a cookie that scripts and other sites never see", async () => {
    const gate = await new HcpPhone(site).open(link);
    const nonce = /name="nonce" value="([^"]+)"/.exec(gate.html)?.[1] ?? "";
    const answer = await fetch(link, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ nonce, attest: "yes" }),
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/space"]);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-visit=[^;]+; Path=\/; Max-Age=43200; HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });

  it.each<[string, string | object, number]>([
    ["that is no JSON", "{", 400],
    ["that is a list", [], 400],
    ["with a field too many", { ...{ seq: 0 }, extra: 1 }, 400],
    ["with a negative number", { seq: -1 }, 400],
    ["of 20 kB", "x".repeat(20_000), 413],
  ])("answers a beacon %s calmly", async (_, body, status) => {
    const { phone } = await confirmed(house, link);
    const whole = typeof body === "string" || Array.isArray(body) ? body : { ...beacon(0), ...body };
    expect(await phone.beacon(whole)).toBe(status);
  });

  it("is said to have seen no more than it was shown, and to have lasted no longer than it did", async () => {
    const who = { id: "GATE-3", territory: "GB-94", email: "gate.bounds@example.com", versionId };
    const bounded = await invite(house, { ...who, uses: ["track_individual"] });
    const { phone } = await confirmed(house, bounded.link);
    const elsewhere = versionId.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    expect(await phone.beacon(opening(elsewhere))).toBe(204);
    for (let seq = 1; seq <= 30; seq++) {
      // the film has two seconds
      const spans = { a: [0, 30_000], b: [2000, 60_000], r: [100, 100] };
      expect(await phone.beacon({ seq, items: [versionId], k: [1, 1], i: [0, 0], ...spans })).toBe(204);
    }
    const { Items = [] } = await aws.tables.send(
      new ScanCommand({
        TableName: name("ENGAGEMENT_TABLE"),
        FilterExpression: "hcpId = :hcp AND begins_with(sk, :batch)",
        ExpressionAttributeValues: { ":hcp": bounded.hcpId, ":batch": "BATCH#" },
      }),
    );
    expect(Items.map((item) => item["seq"])).not.toContain(0);
    const ends = Items.flatMap((item): number[] => item["b"]);
    expect(Math.max(...ends)).toBeLessThanOrEqual(2100);
    // the grace of half a minute, and what the test took
    expect(ends.reduce((sum, end) => sum + end, 0)).toBeLessThan(50_000);
    expect(ends.length).toBeGreaterThan(10);
  });

  it("keeps a beacon once, however often it is sent", async () => {
    const { phone } = await confirmed(house, link);
    expect([await phone.beacon(beacon(7)), await phone.beacon(beacon(7))]).toEqual([204, 204]);
    const visitId = JSON.parse(
      Buffer.from((phone.cookieHeader().split("=")[1] ?? "").split(".")[0] ?? "", "base64url").toString(),
    ).visitId;
    const { Items } = await aws.tables.send(
      new QueryCommand({
        TableName: name("ENGAGEMENT_TABLE"),
        KeyConditionExpression: "pk = :visit AND begins_with(sk, :batch)",
        ExpressionAttributeValues: { ":visit": `VISIT#${visitId}`, ":batch": "BATCH#" },
      }),
    );
    expect(Items?.map((item) => item["sk"])).toEqual(["BATCH#00000007"]);
  });
});
