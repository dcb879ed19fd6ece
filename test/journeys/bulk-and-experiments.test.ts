import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import type { HcpView } from "../../shared/contracts/directory.ts";
import { arrange, publish } from "./film.ts";
import { until } from "./house.ts";
import { confirmed, linkTo } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, consentTo, person } from "./people.ts";

const journey = openJourney();
const { house } = journey;
const rep = house.as("rep");
const marketer = house.as("marketer");
/** A Tuesday in London's winter: the practice is open from 08:30 to 18:30 UTC. */
const MORNING = "2026-11-24T10:00:00.000Z";

const GROUP = ["one", "two", "three", "silent"] as const;
const TESTED = ["t1", "t2", "t3", "t4"] as const;
const emailOf = (who: string) => `bulk.${who}@example.com`;
let people: Map<string, HcpView>;
const idOf = (who: string) => person(people, `BULK-${who}`).hcpId;

beforeAll(async () => {
  await leap(journey, MORNING);
  people = await bringIn(
    house,
    [...GROUP, ...TESTED].map((who, index) => ({
      external_id: `BULK-${who}`,
      territory: "GB-71",
      email: emailOf(who),
      last_name: `Group${String.fromCharCode(97 + index)}`,
    })),
  );
  const { versionId } = await publish(house, { title: "For many" });
  for (const who of [...GROUP, ...TESTED]) {
    if (who !== "silent") await consentTo(house, idOf(who), "email");
    await arrange(house, idOf(who), [versionId]);
  }
});

const bulkIn = (bulkId: string, state: string) =>
  until(`the invitation to be ${state}`, async () => {
    const bulk = await rep.call("readBulk", { params: { bulkId } });
    return bulk.state === state ? bulk : undefined;
  });
const invitations = async (who: string) =>
  (await house.inbox(emailOf(who))).filter((one) => one.links.some((link) => link.includes("/s/")));

describe("an invitation to many", () => {
  it("shows each person's verdict, leaves once after a second press, and spares who never agreed", async () => {
    const { bulkId } = await rep.call("createBulk", {
      body: { hcpIds: GROUP.map(idOf), channel: "email" },
    });
    const judged = await bulkIn(bulkId, "ready");
    expect(judged.counts).toMatchObject({ allow: 3, deny: 1, queued: 0 });
    const { items } = await rep.call("listRecipients", { params: { bulkId }, query: {} });
    expect(items.find(({ hcpId }) => hcpId === idOf("silent"))?.verdict).toMatchObject({
      verdict: "DENY",
      reason: { code: "NO_CONSENT" },
    });
    await rep.call("sendBulk", { params: { bulkId } });
    await rep.call("sendBulk", { params: { bulkId } });
    const sent = await bulkIn(bulkId, "sent");
    expect(sent.counts.queued).toBe(3);
    await house.setClock("2026-11-24T10:02:00.000Z");
    await until("everybody's mail", async () => {
      const all = await Promise.all(["one", "two", "three"].map(invitations));
      return all.every((mails) => mails.length === 1) ? true : undefined;
    });
    expect(await invitations("silent")).toEqual([]);
    const after = await rep.call("listRecipients", { params: { bulkId }, query: { limit: 2 } });
    expect(after.cursor).toBeDefined();
    expect((await rep.call("listBulks", { query: {} })).items[0]).toMatchObject({ bulkId, state: "sent" });
  });

  it("is taken back whole within the minute", async () => {
    await house.setClock(MORNING);
    const body = { hcpIds: TESTED.map(idOf), channel: "email" } as const;
    const { bulkId } = await rep.call("createBulk", { body });
    await bulkIn(bulkId, "ready");
    await rep.call("sendBulk", { params: { bulkId } });
    await bulkIn(bulkId, "sent");
    await rep.call("cancelBulk", { params: { bulkId } });
    const gone = await bulkIn(bulkId, "cancelled");
    expect(gone.counts).toMatchObject({ queued: 4, recalled: 4 });
    const { items } = await rep.call("listRecipients", { params: { bulkId }, query: {} });
    expect(items.map(({ state }) => state)).toEqual(TESTED.map(() => "cancelled"));
  });

  it("holds nobody of another territory", async () => {
    const stranger = await bringIn(house, [
      { external_id: "BULK-elsewhere", territory: "GB-72", email: emailOf("elsewhere") },
    ]);
    const { hcpId } = person(stranger, "BULK-elsewhere");
    const params = { territory: "GB-72", userId: await house.userId("rep") };
    const alignment = { from: "2026-11-01T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z" };
    await house.as("admin").call("alignRep", { params, body: alignment });
    const tried = rep.call("createBulk", { body: { hcpIds: [hcpId], channel: "email" } });
    expect(await refusalOf(tried)).toBe("not_found");
  });
});

const DAYS = ["mon", "tue", "wed", "thu", "fri"] as const;
const hours = (from: string, to: string) =>
  Object.fromEntries(DAYS.map((day) => [day, [from, to] as [string, string]]));
const plan = {
  title: "Noon or late afternoon",
  hypothesis: "An invitation after the last patient is opened more often than one at noon.",
  country: "GB",
  channel: "email",
  metric: "confirmed_visit_7d",
  baseline: 0.3,
  minimumEffect: 0.15,
  unitsPerArm: 163,
  endsAt: "2026-12-15T00:00:00.000Z",
  arms: [
    { key: "A", name: "Noon", variant: { kind: "window", hours: hours("12:00", "14:00") } },
    { key: "B", name: "Late", variant: { kind: "window", hours: hours("16:00", "18:00") } },
  ],
} as const;
const planned = () => ({ ...plan, arms: plan.arms.map((arm) => ({ ...arm })) });

describe("an experiment", () => {
  let experimentId: string;
  let armBy: ReadonlyMap<string, string | undefined>;
  const invited = (group: readonly string[]) =>
    until("their invitations", async () => {
      const all = await Promise.all(group.map(invitations));
      return all.every((mails) => mails.length === 1) ? true : undefined;
    });
  const read = () => marketer.call("readExperiment", { params: { experimentId } });
  /** Whether the sums of both arms, which nobody is told while they are so few, come to: assigned, invited, visited, left. */
  const counted = (wanted: readonly number[]) => async () => {
    const found = await journey.aws.tables.send(
      new QueryCommand({
        TableName: journey.name("INSIGHTS_TABLE"),
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :day)",
        ExpressionAttributeValues: { ":pk": `EXPERIMENT#${experimentId}`, ":day": "DAY#" },
      }),
    );
    const sum = (name: string) =>
      (found.Items ?? []).reduce(
        (total, item) => total + Number(item[`A_${name}`] ?? 0) + Number(item[`B_${name}`] ?? 0),
        0,
      );
    const sums = ["assigned", "invited", "visited", "left"].map(sum);
    return JSON.stringify(sums) === JSON.stringify(wanted) ? true : undefined;
  };
  const armSizes = async () =>
    (await house.as("compliance").call("readExperiment", { params: { experimentId } })).result?.arms;

  it("is planned, changed and registered; from then on nobody changes its plan (AB-4)", async () => {
    const draft = await marketer.call("createExperiment", { body: planned() });
    experimentId = draft.experimentId;
    expect(draft).toMatchObject({ state: "draft", unitsNeeded: 163 });
    const params = { experimentId };
    const changed = await marketer.call("changeExperiment", {
      params,
      body: { plan: { ...planned(), unitsPerArm: 200 }, rev: draft.rev },
    });
    const running = await marketer.call("startExperiment", { params, body: { rev: changed.rev } });
    expect(running).toMatchObject({ state: "running", registered: { sha256: expect.any(String) } });
    const body = { plan: planned(), rev: running.rev };
    expect(await refusalOf(marketer.call("changeExperiment", { params, body }))).toBe("wrong_state");
  });

  it("refuses arms that do not differ, and hours in which nobody may be written to (AB-2)", async () => {
    const [first] = planned().arms;
    if (first === undefined) throw new Error("there is an arm");
    const same = { ...planned(), arms: [first, { ...first, key: "B" as const }] };
    expect(await refusalOf(marketer.call("createExperiment", { body: same }))).toBe("not_allowed");
    const night = { kind: "window" as const, hours: hours("20:00", "22:00") };
    const closed = { ...planned(), arms: [first, { key: "B" as const, name: "Night", variant: night }] };
    expect(await refusalOf(marketer.call("createExperiment", { body: closed }))).toBe("not_allowed");
  });

  it("is taken part in through an invitation to many, each in the hours of their arm", async () => {
    const running = await rep.call("listExperiments", { query: {} });
    expect(running.items.map((one) => one.experimentId)).toContain(experimentId);
    const body = { hcpIds: TESTED.map(idOf), channel: "email", experimentId } as const;
    const { bulkId } = await rep.call("createBulk", { body });
    await bulkIn(bulkId, "ready");
    await rep.call("sendBulk", { params: { bulkId } });
    await bulkIn(bulkId, "sent");
    const { items } = await rep.call("listRecipients", { params: { bulkId }, query: {} });
    armBy = new Map(items.map(({ hcpId, arm }) => [hcpId, arm]));
    for (const { arm, messageId } of items) {
      const { dueAt } = await rep.call("readMessage", { params: { messageId: messageId ?? "" } });
      expect(dueAt).toBe(arm === "A" ? "2026-11-24T12:00:00.000Z" : "2026-11-24T16:00:00.000Z");
    }
    // who takes part counts before the first mail has left, for the arms are compared in size (AB-8)
    expect(await until("their assignment", counted([4, 0, 0, 0]))).toBe(true);
  });

  it("counts who opened the page and who left, and tells nothing of arms with fewer than ten (AB-10)", async () => {
    await leap(journey, "2026-11-24T12:01:00.000Z");
    await invited(TESTED.filter((who) => armBy.get(idOf(who)) === "A"));
    await leap(journey, "2026-11-24T16:01:00.000Z");
    await invited(TESTED);
    await confirmed(house, await linkTo(house, emailOf("t1"), "/s/"));
    const mail = (await invitations("t2"))[0];
    const unsubscribe = mail?.links.find((link) => link.includes("/u/"));
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await fetch(unsubscribe ?? "", { method: "POST", headers, body: "List-Unsubscribe=One-Click" });
    expect(await until("all of it to be counted", counted([4, 4, 1, 1]))).toBe(true);
    expect(await armSizes()).toEqual([
      { told: false, key: "A" },
      { told: false, key: "B" },
    ]);
    expect((await read()).result?.verdict.outcome).toBe("not_enough_data");
  });

  it("is a rep's to take part in, and not to read", async () => {
    const params = { experimentId };
    expect(await refusalOf(rep.call("readExperiment", { params }))).toBe("not_found");
    expect(await refusalOf(rep.call("createExperiment", { body: planned() }))).toBe("not_found");
  });

  it("is ended by a person with what is known then", async () => {
    const other = await marketer.call("createExperiment", { body: planned() });
    const params = { experimentId: other.experimentId };
    const { rev } = await marketer.call("startExperiment", { params, body: { rev: other.rev } });
    const ended = await house.as("compliance").call("endExperiment", { params, body: { rev } });
    expect(ended).toMatchObject({ state: "ended", ended: { why: "person" } });
    const all = await house.as("analyst").call("listExperiments", { query: {} });
    expect(all.items.map((one) => one.state)).toEqual(expect.arrayContaining(["running", "ended"]));
  });

  it("ends by itself when its time is over; its verdict may be that there is not enough data", async () => {
    await leap(journey, "2026-12-24T10:00:00.000Z");
    const ended = await until("the end", async () => {
      const now = await read();
      return now.state === "ended" ? now : undefined;
    });
    expect(ended.ended?.why).toBe("time_over");
    expect(ended.result?.verdict).toMatchObject({ outcome: "not_enough_data" });
    expect(ended.result?.verdict.sentences).toHaveLength(3);
    await house.setClock(MORNING);
  });
});
