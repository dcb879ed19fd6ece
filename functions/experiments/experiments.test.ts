import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../shared/model/canonical-json.ts";
import { type ArmKey, ExperimentId, type ExperimentPlan } from "../../shared/model/experiment.ts";
import { HcpId, MessageId, UserId } from "../../shared/model/ids.ts";
import type { TemplateIn } from "../../shared/model/template.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { sha256 } from "../runtime/hash.ts";
import { newId } from "../runtime/ids.ts";
import { openLog } from "../runtime/log.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import { transact } from "../runtime/transaction.ts";
import { templateVersionPart } from "../templates/store.ts";
import { approvedOf, MAIL_TEXT } from "../templates/template.fixture.ts";
import { makeExperimentsApi } from "./api.ts";
import { planHash } from "./change-experiment.ts";
import { placePart } from "./conditions.ts";
import { makeLook } from "./end-experiment.ts";
import { findRunning, type Place, placeFor } from "./facts.ts";
import { readExperiment } from "./store.ts";
import { armCounts } from "./unit.ts";
import { daysOf, noteUnit } from "./unit-store.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const NOW = Date.parse("2026-11-24T10:00:00.000Z");
const plan: ExperimentPlan = {
  title: "Noon or late",
  hypothesis: "Late is better than noon.",
  country: "IE",
  channel: "email",
  metric: "confirmed_visit_7d",
  baseline: 0.3,
  minimumEffect: 0.15,
  unitsPerArm: 100,
  endsAt: instantText(NOW + 30 * DAY),
  arms: [
    { key: "A", name: "Noon", variant: { kind: "window", hours: { mon: ["12:00", "14:00"] } } },
    { key: "B", name: "Late", variant: { kind: "window", hours: { mon: ["16:00", "18:00"] } } },
  ],
};

function makeLaboratory() {
  const clock = { now: NOW };
  const deps = {
    tables: engine.tables,
    recordsTable: engine.names.records,
    insightsTable: engine.names.insights,
    auditTable: engine.names.audit,
    profiles: demoProfiles,
    clock: () => clock.now,
    log: openLog("experiments-test"),
  };
  const api = makeExperimentsApi(deps);
  const caller = { userId: UserId.parse("u_mara"), name: "Mara Lind", roles: ["marketer" as const] };
  const context = () => ({ now: clock.now, requestId: "r", headers: {}, cookies: [] });
  const none = { params: undefined, query: undefined, body: undefined };
  const started = async (change: Partial<ExperimentPlan> = {}): Promise<ExperimentId> => {
    const body = { ...plan, ...change };
    const draft = await api.createExperiment({ ...none, body, caller, context: context() });
    const params = { experimentId: ExperimentId.parse(draft.experimentId) };
    await api.startExperiment({ ...none, params, body: { rev: draft.rev }, caller, context: context() });
    return params.experimentId;
  };
  const read = (experimentId: ExperimentId) =>
    api.readExperiment({ ...none, params: { experimentId }, caller, context: context() });
  const noted = (experimentId: ExperimentId, arm: ArmKey, index: number, told: { left?: boolean } = {}) =>
    noteUnit(
      deps,
      { experimentId, unit: sha256(`${experimentId}${arm}${index}`), arm, assignedAt: NOW },
      { invitedAt: NOW, ...(told.left === true ? { leftAt: NOW + DAY } : {}) },
    );
  const counts = async (experimentId: ExperimentId) =>
    armCounts(await daysOf(deps, experimentId), ["A", "B"], clock.now);
  const place = async (experimentId: ExperimentId, hcpId: HcpId, country: "IE" | "GB" = "IE") => {
    const running = await findRunning(deps, experimentId, clock.now);
    return running === undefined
      ? undefined
      : placeFor(deps, running, { hcpId, country, language: "en-IE" }, clock.now);
  };
  const take = async (found: Place | undefined, hcpId: HcpId) => {
    if (found === undefined) throw new Error("there is no place");
    const messageId = MessageId.parse(newId("msg", clock.now));
    return transact(deps.tables, [placePart(deps.recordsTable, found, { hcpId, messageId }, clock.now)]);
  };
  return { api, caller, clock, context, counts, deps, noted, place, read, started, take };
}
const somebody = () => HcpId.parse(newId("hcp", NOW));

describe("the counts of an experiment", () => {
  it("are right however often and at once something is told", async () => {
    const { started, noted, counts } = makeLaboratory();
    const experimentId = await started();
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        noted(experimentId, "A", index % 4, { left: index % 4 === 0 }),
      ),
    );
    expect(await counts(experimentId)).toMatchObject([
      { key: "A", assigned: 4, invited: 4, left: 1 },
      { key: "B", assigned: 0 },
    ]);
  });
});

describe("a person's place", () => {
  it("is in one live experiment of a metric at most, whoever asks first (AB-1)", async () => {
    const { started, place, take } = makeLaboratory();
    const [one, other] = [await started(), await started()];
    const hcpId = somebody();
    const [here, there] = [await place(one, hcpId), await place(other, hcpId)];
    const outcomes = await Promise.all([take(here, hcpId), take(there, hcpId)]);
    expect(outcomes.filter(({ kind }) => kind === "committed")).toHaveLength(1);
    expect(await place(one, hcpId)).toBeUndefined();
    expect(await place(other, hcpId)).toBeUndefined();
  });

  it("is free again once the experiment has ended", async () => {
    const { api, caller, context, started, place, take } = makeLaboratory();
    const [one, other] = [await started(), await started()];
    const hcpId = somebody();
    await take(await place(one, hcpId), hcpId);
    const end = { params: { experimentId: one }, query: undefined, body: { rev: 2 }, caller };
    await api.endExperiment({ ...end, context: context() });
    expect((await take(await place(other, hcpId), hcpId)).kind).toBe("committed");
  });

  it("is only for people of its country, and only until its end", async () => {
    const { clock, started, place } = makeLaboratory();
    const experimentId = await started();
    expect(await place(experimentId, somebody(), "GB")).toBeUndefined();
    expect(await place(experimentId, somebody())).toBeDefined();
    clock.now += 31 * DAY;
    expect(await place(experimentId, somebody())).toBeUndefined();
  });
});

describe("an experiment with words", () => {
  const text = { ...MAIL_TEXT, countries: ["IE" as const] };
  const write = async (...versions: TemplateIn<"approved">[]) => {
    for (const version of versions)
      await transact(engine.tables, [templateVersionPart(engine.names.records, version)]);
  };
  const inWords = (one: TemplateIn<"approved">, other: TemplateIn<"approved">): Partial<ExperimentPlan> => ({
    arms: [
      { key: "A", name: "First", variant: { kind: "template", versionId: one.versionId } },
      { key: "B", name: "Second", variant: { kind: "template", versionId: other.versionId } },
    ],
  });

  it("starts with approved words only (AB-2)", async () => {
    const { started } = makeLaboratory();
    const [one, other] = [
      approvedOf(text, { rev: 1 }),
      approvedOf({ ...text, countries: ["GB"], language: "en-GB" }, { rev: 1 }),
    ];
    await write(one);
    await expect(started(inWords(one, other))).rejects.toMatchObject({
      detail: "The template of B does not exist.",
    });
    await write(other);
    await expect(started(inWords(one, other))).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("takes in only whom every arm could be sent to, so that the arms hold the same kind of people", async () => {
    const { deps, clock, started } = makeLaboratory();
    const [one, other] = [approvedOf(text, { rev: 1 }), approvedOf({ ...text, name: "Another" }, { rev: 1 })];
    await write(one, other);
    const experimentId = await started(inWords(one, other));
    const open = await findRunning(deps, experimentId, clock.now);
    if (open === undefined) throw new Error("it runs");
    const ask = (language: string) =>
      placeFor(deps, open, { hcpId: somebody(), country: "IE", language }, clock.now);
    expect((await ask("en-IE"))?.arm.variant.kind).toBe("template");
    expect(await ask("ga-IE")).toBeUndefined();
  });
});

describe("the look at what runs", () => {
  it("ends what drives people away, and keeps what was known (AB-4, AB-8)", async () => {
    const { counts, deps, noted, read, started } = makeLaboratory();
    const experimentId = await started();
    for (let index = 0; index < 24; index++) {
      await noted(experimentId, "A", index);
      await noted(experimentId, "B", index, { left: index < 12 });
    }
    await makeLook(deps)();
    expect(await read(experimentId)).toMatchObject({
      state: "ended",
      ended: { why: "harm" },
      result: { verdict: { outcome: "harm" } },
    });
    const known = await counts(experimentId);
    await noted(experimentId, "A", 999, { left: true });
    const after = await readExperiment(deps, experimentId);
    expect(after?.state === "ended" && after.ended.counts).toEqual(known);
  });

  it("leaves alone what goes well, and does nothing twice", async () => {
    const { deps, noted, read, started } = makeLaboratory();
    const experimentId = await started();
    for (let index = 0; index < 20; index++) await noted(experimentId, index % 2 === 0 ? "A" : "B", index);
    await Promise.all([makeLook(deps)(), makeLook(deps)()]);
    expect((await read(experimentId)).state).toBe("running");
  });
});

describe("a plan", () => {
  const problemOf = async (change: Partial<ExperimentPlan>) => {
    const { api, caller, context } = makeLaboratory();
    const body = { ...plan, ...change };
    const error: unknown = await api
      .createExperiment({ params: undefined, query: undefined, body, caller, context: context() })
      .catch((refused: unknown) => refused);
    return error;
  };
  it.each([
    ["an end that has passed", { endsAt: instantText(NOW - DAY) }, "body.endsAt"],
    ["an end in a year", { endsAt: instantText(NOW + 365 * DAY) }, "body.endsAt"],
    ["more than everybody", { baseline: 0.8, minimumEffect: 0.3 }, "body.minimumEffect"],
    ["a channel that is off", { country: "GB", channel: "sms" }, "body.channel"],
  ] as const)("with %s is refused at its field", async (_, change, field) => {
    expect(await problemOf(change)).toMatchObject({ code: "not_allowed", field });
  });

  it("is registered by a hash that whoever has the plan can compute (AB-4)", async () => {
    const { deps, started } = makeLaboratory();
    const experiment = await readExperiment(deps, await started());
    if (experiment?.state !== "running") throw new Error("it runs");
    expect(experiment.registered.sha256).toBe(sha256(canonicalJson(plan)));
    expect(planHash({ ...plan, unitsPerArm: 101 })).not.toBe(experiment.registered.sha256);
  });
});
