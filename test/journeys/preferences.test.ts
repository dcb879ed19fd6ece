import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { arrange, publish } from "./film.ts";
import type { HcpPhone, PageOnPhone } from "./hcp-phone.ts";
import { until } from "./house.ts";
import { confirmed, invite, opening } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";

const journey = openJourney();
const { house } = journey;
const { hcp: site } = house.address;
const rep = house.as("rep");
const NOW = "2026-11-24T11:00:00.000Z";
let versionId: string;
let another: string;

beforeAll(async () => {
  await leap(journey, NOW);
  const email = "preferences.first@example.com";
  const first = await invite(house, { id: "PREFERENCES-0", territory: "GB-73", email });
  ({ versionId } = first);
  ({ versionId: another } = await publish(house, { title: "How to go on" }));
});

/** Somebody with a visit under way who is counted and shares it. */
async function visitor(id: string) {
  const email = `preferences.${id.toLowerCase()}@example.com`;
  const uses = ["track_individual", "share_with_rep"] as const;
  const own = await invite(house, { id, territory: "GB-73", email, uses, versionId });
  const { phone } = await confirmed(house, own.link);
  const press = async (change: string, fields: Record<string, string>) =>
    phone.press(await phone.open("/choices"), `value="${change}"`, fields);
  return { ...own, email, phone, press };
}
const verdict = (hcpId: string) => rep.call("dryRun", { body: { hcpId, channel: "email" } });
const standing = async (hcpId: string, purpose: string) =>
  (await rep.call("readConsent", { params: { hcpId } })).standing.find(
    (one) => one.purpose === purpose && one.channel === "email" && one.dataUse === "send",
  )?.state;
const seenBy = async (hcpId: string) => {
  const seen = await rep.call("readHcpInsights", { params: { hcpId } });
  return seen.shared ? seen.versions.map((one) => one.versionId) : [];
};
/** How many items are kept of what a person saw of a piece. */
async function keptOf(hcpId: string, piece: string): Promise<number> {
  const found = await journey.aws.tables.send(
    new QueryCommand({
      TableName: journey.name("INSIGHTS_TABLE"),
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :visit)",
      ExpressionAttributeValues: { ":pk": `HCP#${hcpId}`, ":visit": "VISIT#" },
    }),
  );
  return (found.Items ?? []).filter(({ sk }) => String(sk).endsWith(piece)).length;
}
const pressPiece = async (phone: HcpPhone, item: string, to: string): Promise<PageOnPhone> =>
  phone.press(await phone.open("/choices"), `value="${item}"`, { to });

describe("what an HCP chooses (domain-rules 2.11)", () => {
  it("holds at the next decision: how often, days and hours, a topic, a pause until a day", async () => {
    const { hcpId, press } = await visitor("PREFERENCES-1");
    await arrange(house, hcpId, [versionId, another]);
    await leap(journey, "2026-12-02T11:00:00.000Z");
    expect((await verdict(hcpId)).verdict).toBe("ALLOW");

    const monthly = await press("frequency", { to: "monthly" });
    expect(monthly.html).toMatch(/role="status">Saved\./);
    expect(await verdict(hcpId)).toMatchObject({ verdict: "DENY", reason: { code: "FREQ_CAP" } });
    await press("frequency", { to: "weekly" });
    expect((await verdict(hcpId)).verdict).toBe("ALLOW");

    const hours = { to: "on", thu: "yes", from: "12:00", till: "14:00" };
    expect((await press("hours", hours)).html).toContain("Your own: Thu 12:00–14:00");
    const quiet = { code: "QUIET_HOURS", earliestAt: "2026-12-03T12:00:00.000Z" };
    expect(await verdict(hcpId)).toMatchObject({ verdict: "DELAY", reason: quiet });
    const { wishes } = await rep.call("readConsent", { params: { hcpId } });
    expect(wishes).toEqual({ frequency: "weekly", hours: { hours: { thu: ["12:00", "14:00"] } } });
    await press("hours", { to: "off" });

    const off = await press("topic", { to: "off", product: "Cardivex" });
    expect(off.html).toMatch(/role="status">Cardivex: off\./);
    expect(await verdict(hcpId)).toMatchObject({ verdict: "DENY", reason: { code: "NO_CONSENT" } });
    await press("topic", { to: "on", product: "Cardivex" });
    expect((await verdict(hcpId)).verdict).toBe("ALLOW");

    const paused = await press("pause", { to: "until", until: "2026-12-24" });
    expect(paused.html).toContain("Paused until 24 December 2026");
    expect(await verdict(hcpId)).toMatchObject({ verdict: "DELAY" });
    await leap(journey, NOW);
  });

  it("is told what is wrong with a day or with hours, and nothing is saved", async () => {
    const { hcpId, press } = await visitor("PREFERENCES-2");
    expect((await press("pause", { to: "until", until: "24.12.2026" })).html).toMatch(
      /role="alert"[^>]*>Please choose a day after today/,
    );
    expect((await press("hours", { to: "on", mon: "yes", from: "14:00", till: "12:00" })).html).toMatch(
      /role="alert"[^>]*>Please choose at least one day/,
    );
    const { wishes } = await rep.call("readConsent", { params: { hcpId } });
    expect(wishes).toEqual({ frequency: "as_it_comes" });
  });

  it("opens a purpose, loses it with everything and gets it back with everything", async () => {
    const { hcpId, press } = await visitor("PREFERENCES-3");
    expect((await press("events", { to: "on" })).html).toMatch(/role="status">Meetings and seminars: on\./);
    expect(await standing(hcpId, "events")).toBe("granted");
    await press("stop", {});
    expect([await standing(hcpId, "events"), await standing(hcpId, "promo")]).toEqual([
      "withdrawn",
      "withdrawn",
    ]);
    await press("start", {});
    expect([await standing(hcpId, "events"), await standing(hcpId, "research")]).toEqual([
      "granted",
      "withdrawn",
    ]);
  });

  it("speaks the language that was chosen, on every page from then on", async () => {
    const { phone, link, press } = await visitor("PREFERENCES-4");
    const german = await press("language", { to: "de" });
    expect(german.html).toMatch(/<html lang="de">[\s\S]*role="status">Gespeichert\./);
    expect((await phone.open("/space")).html).toContain('<html lang="de">');
    expect((await phone.open(link)).html).toContain('<html lang="de">');
    const undone = await phone.press(german, 'value="language"');
    expect(undone.html).toContain('<html lang="en">');
  });

  it("hides a piece from the rep, counts it only in totals, or deletes it: the rep sees the same list", async () => {
    const { hcpId, phone, versionId: piece } = await visitor("PREFERENCES-5");
    expect(await phone.beacon(opening(piece))).toBe(204);
    await until("the rep's view", async () => ((await seenBy(hcpId)).length > 0 ? true : undefined));

    const hidden = await pressPiece(phone, piece, "hidden");
    expect(hidden.html).toMatch(/role="status">Hidden\./);
    expect(hidden.html).toContain("Hidden from");
    expect(await seenBy(hcpId)).toEqual([]);
    const visits = (await rep.call("readTimeline", { params: { hcpId }, query: {} })).items.flatMap((row) =>
      row.kind === "visit" ? [row.items] : [],
    );
    expect(visits).toEqual([[]]);
    const { timeline } = await rep.call("readConsent", { params: { hcpId } });
    expect(JSON.stringify(timeline)).not.toContain("prefer");
    await phone.press(hidden, 'value="viewing"');
    expect(await seenBy(hcpId)).toEqual([piece]);

    expect((await pressPiece(phone, piece, "total")).html).toContain("Counts only in totals");
    expect(await phone.beacon(opening(piece, 1))).toBe(204);
    await pressPiece(phone, piece, "shown");
    expect(await seenBy(hcpId)).toEqual([]);
    expect(await phone.beacon(opening(piece, 2))).toBe(204);
    await until("what is counted again", async () => ((await seenBy(hcpId)).length > 0 ? true : undefined));
    const deleted = await phone.press(await phone.open("/choices"), 'value="viewing"', { to: "deleted" });
    expect(deleted.html).toMatch(/role="status">Deleted\./);
    expect(await seenBy(hcpId)).toEqual([]);
    await until("the deletion", async () => ((await keptOf(hcpId, piece)) === 0 ? true : undefined));
  });

  it("keeps the own record: every declaration, the wishes and what was sent, and no address", async () => {
    const { phone, email, press } = await visitor("PREFERENCES-6");
    await press("frequency", { to: "weekly" });
    const file = await phone.open("/choices/record");
    expect(file.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="record-2026-11-24.json"');
    const record = JSON.parse(file.html);
    expect(record.permitted.messages).toEqual([{ channel: "email", purpose: "promo" }]);
    expect(record.wishes).toMatchObject({ frequency: "weekly" });
    expect(record.declarations[0]).toMatchObject({
      action: "grant",
      by: "rep",
      way: "paper",
      wording: expect.stringContaining("promotional information"),
    });
    expect(record.sent).toHaveLength(1);
    expect(file.html).not.toContain(email);
    expect(file.html).not.toMatch(/[0-9a-f]{64}/);
    expect((await fetch(`${site}/choices/record`)).status, "nobody's record").toBe(410);
  });

  it("is refused where no page has such a form", async () => {
    const { phone, link } = await visitor("PREFERENCES-7");
    const post = async (fields: Record<string, string>, base = "/choices") =>
      (
        await fetch(`${site}${base}`, {
          method: "POST",
          redirect: "manual",
          headers: { cookie: phone.cookieHeader() },
          body: new URLSearchParams(fields),
        })
      ).status;
    expect(await post({ change: "viewing", to: "on" })).toBe(400);
    expect(await post({ change: "topic", to: "off" })).toBe(400);
    expect(await post({ change: "frequency", to: "hourly" })).toBe(400);
    expect(await post({ change: "viewing", to: "hidden", item: "ver_1" })).toBe(400);
    // a topic that somebody made up is in no list; to the holder of a link none is shown, nor what was counted
    expect(await post({ change: "topic", to: "off", product: "Call 555-0100 now" })).toBe(400);
    const held = `/choices/${link.slice(-22)}`;
    expect(await post({ change: "topic", to: "off", product: "Cardivex" }, held)).toBe(400);
    expect(await post({ change: "viewing", to: "deleted" }, held)).toBe(400);
    expect((await phone.open("/choices")).html).not.toContain("555-0100");
  });
});
