import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { PROGRAMS } from "../corpus/link-requests.ts";
import { HcpPhone, type Holder } from "./hcp-phone.ts";
import { until } from "./house.ts";
import { confirmed, type Invited, invite, linkTo } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { align } from "./people.ts";
import { rawCall } from "./raw-api.ts";

const journey = openJourney();
const { house, aws, name } = journey;
const { hcp: site } = house.address;
const rep = house.as("rep");
/** A Thursday of its own. */
const NOW = "2026-11-26T10:00:00.000Z";
const TERRITORY = "GB-55";
const EMAIL = "clicks1@example.com";
const MINUTES_LATER = "2026-11-26T10:40:00.000Z";

let person: Invited;
let messageId: string;
beforeAll(async () => {
  await leap(journey, NOW);
  await align(house, TERRITORY);
  person = await invite(house, {
    id: "CLICKS-1",
    territory: TERRITORY,
    email: EMAIL,
    uses: ["track_individual", "share_with_rep"],
  });
  const { items } = await rep.call("listMessages", { params: { hcpId: person.hcpId }, query: {} });
  messageId = items[0]?.messageId ?? "";
});

const visits = async () => (await rep.call("readMessage", { params: { messageId } })).visits;
/** The three numbers once they are these. */
const counted = (wanted: { human: number; machine: number; unknown: number }) =>
  until(`${JSON.stringify(wanted)} of the links`, async () => {
    const seen = await visits();
    const same =
      seen?.shared === true &&
      seen.human === wanted.human &&
      seen.machine === wanted.machine &&
      seen.unknown === wanted.unknown;
    return same ? seen : undefined;
  });
const phone = (holder: Holder = {}) => new HcpPhone(site, holder);

/** What the rep is told by other ways of this person's visits. */
async function toldElsewhere() {
  const params = { hcpId: person.hcpId };
  const [insights, { items }, { people }] = await Promise.all([
    rep.call("readHcpInsights", { params }),
    rep.call("readTimeline", { params, query: {} }),
    rep.call("readToday", {}),
  ]);
  return {
    visits: insights.shared ? insights.visits : "not shared",
    timeline: items.filter(({ kind }) => kind === "visit").length,
    today: people.filter(({ hcp }) => hcp.hcpId === person.hcpId).length,
  };
}

async function storedOf(table: string, pk: string): Promise<number> {
  const { Count } = await aws.tables.send(
    new QueryCommand({
      TableName: name(table),
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      Select: "COUNT",
    }),
  );
  return Count ?? 0;
}

describe("the links of an invitation before a person comes", () => {
  it("show messengers a card that names neither product nor person (domain-rules 3.2)", async () => {
    const card = await phone({ userAgent: "facebookexternalhit/1.1 Facebot Twitterbot/1.0" }).open(
      person.link,
    );
    expect(card.status).toBe(200);
    const metas = [...card.html.matchAll(/<meta [^>]*>|<title>[^<]*<\/title>/g)]
      .map(([tag]) => tag)
      .join("\n");
    expect(metas).toMatch(/<meta property="og:title" content="Information from [^"]+"/);
    expect(metas).not.toMatch(/cardivex|how to start|brennan|clicks1|og:image|description/i);
    const same = await phone().open(person.link);
    const neutral = (html: string) => html.replace(/value="[^"]*"/g, "");
    expect(neutral(card.html), "nobody is shown another page (no cloaking)").toBe(neutral(same.html));
  });

  it("bring no click by any of more than sixty recorded programs (INV-11)", async () => {
    expect(PROGRAMS.length).toBeGreaterThanOrEqual(60);
    for (const { method = "GET", userAgent, purpose } of PROGRAMS) {
      // fetch would name itself where nothing is said
      const headers = {
        "user-agent": userAgent ?? "",
        ...(purpose === undefined ? {} : { "sec-purpose": purpose }),
      };
      expect((await fetch(person.link, { method, headers, redirect: "manual" })).status).toBe(200);
    }
    // the card of the test before, and a look at the page by nobody knows whom
    await counted({ human: 0, machine: PROGRAMS.length + 1, unknown: 1 });
    expect(await toldElsewhere()).toEqual({ visits: 0, timeline: 0, today: 0 });
  });

  it("bring none by who presses without script, at once, by program or without a click; the page opens for all", async () => {
    const hands: Readonly<Record<string, string>>[] = [
      { pressed_by: "", dwell_ms: "" },
      { pressed_by: "touch", dwell_ms: "400" },
      { pressed_by: "none", dwell_ms: "9000" },
      { pressed_by: "touch", dwell_ms: "90000" },
      { pressed_by: "no such hand", dwell_ms: "-7" },
      { pressed_by: "untrusted", dwell_ms: "9000" },
    ];
    for (const hand of hands) {
      const visitor = phone();
      const space = await visitor.submit(await visitor.open(person.link), { attest: "yes", ...hand });
      expect(space.path).toBe("/space");
      expect(space.html, "nothing of it is counted").not.toContain("attention.js");
    }
    await counted({ human: 0, machine: PROGRAMS.length + 2, unknown: 1 + 5 });
    expect(await toldElsewhere()).toEqual({ visits: 0, timeline: 0, today: 0 });
  });

  it("grant nothing that a program ticks", async () => {
    const who = { id: "CLICKS-2", territory: TERRITORY, email: "clicks2@example.com" };
    const { hcpId, link } = await invite(house, { ...who, versionId: person.versionId });
    const program = phone();
    const ticks = { attest: "yes", go: "choices", track_individual: "yes", share_with_rep: "yes" };
    await program.submit(await program.open(link), { ...ticks, pressed_by: "untrusted" });
    const { standing } = await rep.call("readConsent", { params: { hcpId } });
    const uses = standing.filter(({ dataUse, state }) => dataUse !== "send" && state === "granted");
    expect(uses).toEqual([]);
  });
});

describe("the person after all of them", () => {
  it("vector 6: counts exactly one click, after a burst over all links of the mail", async () => {
    const { machine, unknown } = await counted({ human: 0, machine: PROGRAMS.length + 2, unknown: 6 });
    // nothing else happens in these seconds
    await house.setClock("2026-11-26T10:20:00.000Z");
    const scanner = phone();
    const unsubscribe = await linkIn("/u/");
    const choices = person.link.replace("/s/", "/choices/");
    await Promise.all([person.link, choices, unsubscribe].map((link) => scanner.open(link)));
    await counted({ human: 0, machine: machine + 3, unknown });
    await house.setClock(MINUTES_LATER);
    await confirmed(house, person.link);
    const seen = await counted({ human: 1, machine: machine + 3, unknown });
    expect(seen.firstAt?.slice(0, 16)).toBe(MINUTES_LATER.slice(0, 16));
    const told = await until("the visit everywhere", async () => {
      const now = await toldElsewhere();
      return now.visits === 1 && now.timeline === 1 && now.today === 1 ? now : undefined;
    });
    expect(told).toEqual({ visits: 1, timeline: 1, today: 1 });
  });

  it("vector 7: has stopped nothing by the scanner's look at the unsubscribe page (INV-3)", async () => {
    const { standing } = await rep.call("readConsent", { params: { hcpId: person.hcpId } });
    const sending = standing.find(({ dataUse, channel }) => dataUse === "send" && channel === "email");
    expect(sending?.state).toBe("granted");
  });

  it("is the only human in the sums of the territory, where enough people were written to", async () => {
    const { territories } = await rep.call("readTerritoryInsights", { query: { weeks: 1 } });
    const week = territories.find(({ territory }) => territory === TERRITORY)?.weeks[0];
    // two people were: whose visits these are is kept back, how much was a machine's is not
    expect(week).toMatchObject({ people: 2, machine: PROGRAMS.length + 2 + 3 + 1 });
    for (const kept of ["human", "unknown", "visited"]) expect(week).not.toHaveProperty(kept);
    const { Item } = await aws.tables.send(
      new GetCommand({
        TableName: name("INSIGHTS_TABLE"),
        Key: { pk: `TERRITORY#${TERRITORY}`, sk: "LINKS#2026-11-23" },
      }),
    );
    expect(Item).toMatchObject({ human: 1, unknown: 6 });
  });
});

describe("a newer classifier", () => {
  it("counts again what an older one counted, within the hour (domain-rules 3.5)", async () => {
    const Key = { pk: `MSG#${messageId}`, sk: "CLICKS" };
    const table = name("INSIGHTS_TABLE");
    const read = async () => (await aws.tables.send(new GetCommand({ TableName: table, Key }))).Item;
    const right = await read();
    const old = { classifierVersion: 1, machine: 0, unknown: right?.["unknown"] + right?.["machine"] };
    await aws.tables.send(
      new PutCommand({ TableName: table, Item: { ...right, ...old, gsi1pk: "CLICKS#1" } }),
    );
    await house.setClock("2026-11-26T12:00:00.000Z");
    const again = await until("the links to be counted again", async () => {
      const item = await read();
      return item?.["classifierVersion"] === right?.["classifierVersion"] ? item : undefined;
    });
    expect(again).toEqual({ ...right, rev: right?.["rev"] + 1 });
  });
});

describe("the picture of a mail that was sent before", () => {
  it("vector 15: is served after the consent was withdrawn, and nothing is stored", async () => {
    const mail = (await house.inbox(EMAIL)).find(({ html }) => html?.includes("/previews/") === true);
    const [picture = ""] = /https?:[^"]+\/previews\/[^"]+/.exec(mail?.html ?? "") ?? [];
    const unsubscribe = await linkIn("/u/");
    const answer = await rawCall(unsubscribe, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(answer.status).toBe(200);
    await house.setClock("2026-12-20T10:00:00.000Z");
    const before = await storedOf("ENGAGEMENT_TABLE", `MSG#${messageId}`);
    expect(before).toBeGreaterThan(PROGRAMS.length);
    const image = await fetch(picture);
    expect([image.status, image.headers.get("content-type")]).toEqual([200, "image/gif"]);
    // a page behind the link answers as if there had never been one, and is no evidence any more
    expect((await phone().open(person.link)).status).toBe(404);
    expect(await storedOf("ENGAGEMENT_TABLE", `MSG#${messageId}`)).toBe(before);
    await house.setClock(MINUTES_LATER);
  });
});

async function linkIn(kind: "/u/"): Promise<string> {
  await linkTo(house, EMAIL, "/s/");
  const links = (await house.inbox(EMAIL)).flatMap((mail) => mail.links);
  return links.find((link) => link.includes(kind)) ?? "";
}
