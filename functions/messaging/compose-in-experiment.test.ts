import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArmKey, ExperimentId, type ExperimentPlan } from "../../shared/model/experiment.ts";
import type { HcpId, MessageId } from "../../shared/model/ids.ts";
import { DAY, HOUR, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeExperimentsApi } from "../experiments/api.ts";
import { armOf, unitOf } from "../experiments/assign.ts";
import { trialsOf } from "../experiments/trial-store.ts";
import { makeApi, refusal } from "./api.fixture.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { readMessage } from "./store.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const hours = (from: string, to: string) => ({ wed: [from, to] as [string, string] });
const PLAN: ExperimentPlan = {
  title: "Noon or late",
  hypothesis: "Late is better than noon.",
  country: "IE",
  channel: "email",
  metric: "confirmed_visit_7d",
  baseline: 0.3,
  minimumEffect: 0.15,
  unitsPerArm: 100,
  endsAt: instantText(WEDNESDAY + 30 * DAY),
  arms: [
    { key: "A", name: "Noon", variant: { kind: "window", hours: hours("12:00", "14:00") } },
    { key: "B", name: "Late", variant: { kind: "window", hours: hours("16:00", "18:00") } },
  ],
};
/** Dublin's clock is UTC in November. */
const OPENS: Readonly<Partial<Record<ArmKey, string>>> = {
  A: "2026-11-18T12:00:00.000Z",
  B: "2026-11-18T16:00:00.000Z",
};

async function makeTrial() {
  const api = makeApi(engine);
  const { world } = api;
  const experiments = makeExperimentsApi(world.deps);
  const context = () => ({ now: world.clock.now, requestId: "r", headers: {}, cookies: [] });
  const by = { caller: world.person("marketer"), params: undefined, query: undefined };
  const draft = await experiments.createExperiment({ ...by, body: PLAN, context: context() });
  const experimentId = ExperimentId.parse(draft.experimentId);
  const params = { experimentId };
  await experiments.startExperiment({ ...by, params, body: { rev: draft.rev }, context: context() });
  const end = () => experiments.endExperiment({ ...by, params, body: { rev: 2 }, context: context() });
  const armOfPerson = (hcpId: HcpId) => armOf(unitOf(experimentId, hcpId), ["A", "B"]);
  const kept = (messageId: string) => readMessage(world.deps, messageId as MessageId);
  return { ...api, armOfPerson, end, experimentId, kept };
}

describe("one person's message as part of an experiment", () => {
  it("leaves in the hours of the arm that the hash names, and takes the place as it is made (AB-1)", async () => {
    const { world, compose, armOfPerson, experimentId, kept } = await makeTrial();
    const arms = new Set<ArmKey>();
    // who falls where is chance: one of each is asked for, and sixty of one kind would be no chance
    for (let count = 0; count < 60 && arms.size < 2; count++) {
      const { hcpId } = await world.reachable();
      const arm = armOfPerson(hcpId);
      if (arms.has(arm)) continue;
      arms.add(arm);
      const { messageId, dueAt } = await compose(hcpId, { experimentId });
      expect(dueAt).toBe(OPENS[arm]);
      expect(await kept(messageId)).toMatchObject({ experiment: { experimentId, arm }, dueAt });
      expect(await trialsOf(world.deps, hcpId)).toMatchObject([{ experimentId, messageId }]);
    }
    expect(arms).toEqual(new Set(["A", "B"]));
  });

  it("has one place for a person: of several at once one has it, the others are messages as they were wished for", async () => {
    const { world, compose, experimentId, kept } = await makeTrial();
    const { hcpId } = await world.reachable();
    const made = await Promise.all(Array.from({ length: 4 }, () => compose(hcpId, { experimentId })));
    const messages = await Promise.all(made.map(({ messageId }) => kept(messageId)));
    expect(messages.filter((message) => message?.experiment !== undefined)).toHaveLength(1);
    const others = messages.filter((message) => message?.experiment === undefined);
    for (const other of others) expect(other).toMatchObject({ dueAt: instantText(WEDNESDAY) });
  });

  it("is the same message for a repeated key, and another wish without the experiment", async () => {
    const { world, compose, end, experimentId } = await makeTrial();
    const { hcpId } = await world.reachable();
    const body = { experimentId, idempotencyKey: "pressed-twice" };
    const first = await compose(hcpId, body);
    expect(await compose(hcpId, body)).toEqual(first);
    expect(await refusal(compose(hcpId, { idempotencyKey: "pressed-twice" }))).toBe("conflict");
    await end();
    expect(await compose(hcpId, body)).toEqual(first);
  });

  it("is refused for an experiment that is over, or of the other channel", async () => {
    const { world, compose, end, experimentId } = await makeTrial();
    const { hcpId } = await world.reachable();
    expect(await refusal(compose(hcpId, { experimentId, channel: "sms" }))).toBe("not_allowed");
    await end();
    expect(await refusal(compose(hcpId, { experimentId }))).toBe("not_allowed");
  });

  it("stays in the hours of its arm when it is given another time, until the test is over", async () => {
    const { world, compose, reschedule, end, armOfPerson, experimentId } = await makeTrial();
    const { hcpId } = await world.reachable();
    const messageId = (await compose(hcpId, { experimentId })).messageId as MessageId;
    const opens = OPENS[armOfPerson(hcpId)];
    const morning = "2026-11-18T11:00:00.000Z";
    const moved = await reschedule(messageId, 1, morning);
    expect(moved.dueAt).toBe(opens);
    expect(moved.timeline.at(-1)?.reason?.words).toMatch(/in the hours of its test\.$/);
    const within = instantText(Date.parse(opens ?? "") + HOUR);
    expect(await reschedule(messageId, 2, within)).toMatchObject({ dueAt: within });
    await end();
    expect(await reschedule(messageId, 3, morning)).toMatchObject({ dueAt: morning });
  });

  it("is refused for a time at which the experiment is over, because it would never count", async () => {
    const { world, compose, experimentId } = await makeTrial();
    const { hcpId } = await world.reachable();
    const notBefore = PLAN.endsAt;
    expect(await refusal(compose(hcpId, { experimentId, notBefore }))).toBe("not_allowed");
    const before = instantText(Date.parse(notBefore) - 1);
    expect((await compose(hcpId, { experimentId, notBefore: before })).state).toBe("queued");
  });

  it("joins nobody of another country", async () => {
    const { world, compose, experimentId, kept } = await makeTrial();
    const { hcpId } = await world.reachable("email", { country: "GB", language: "en-GB" });
    const { messageId } = await compose(hcpId, { experimentId });
    expect((await kept(messageId))?.experiment).toBeUndefined();
  });
});
