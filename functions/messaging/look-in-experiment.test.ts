import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BulkId } from "../../shared/model/bulk.ts";
import { type ArmKey, ExperimentId, type ExperimentPlan } from "../../shared/model/experiment.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { TemplateText, WordingWish } from "../../shared/model/template.ts";
import { DAY, HOUR, instantText, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeExperimentsApi } from "../experiments/api.ts";
import { armOf, unitOf } from "../experiments/assign.ts";
import { trialsOf } from "../experiments/trial-store.ts";
import { decidedTemplate, MAIL_TEXT, REVIEWER } from "../templates/template.fixture.ts";
import { withdrawTemplate } from "../templates/template-state.ts";
import { refusal } from "./api.fixture.ts";
import { makeBulkApi } from "./bulk-api.ts";
import { makeBulkWork } from "./bulk-work.ts";
import { makeDryRun } from "./dry-run.ts";
import { makeMailPreviewPage } from "./mail-preview.ts";
import { makeOffers } from "./offer-templates.ts";
import { makePreview } from "./preview.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { makeWordingWorld } from "./wording.fixture.ts";
import { memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const mail = (name: string, opening: string): TemplateText => ({
  ...MAIL_TEXT,
  ...{ name, subject: `${name} for you`, body: `${opening}\n\nIt waits on your private page.` },
  ...{ slots: [], specialties: [] },
});
const TEXTS = { A: mail("Thanks", "Thank you for your time."), B: mail("Short", "It takes two minutes.") };
const OWN: TemplateText = { ...mail("Own", "{note}"), slots: MAIL_TEXT.slots.slice(1) };
const HOURS = { A: ["12:00", "14:00"], B: ["16:00", "18:00"] } as const;
/** Dublin's clock is UTC in November. */
const OPENS = { A: "2026-11-18T12:00:00.000Z", B: "2026-11-18T16:00:00.000Z" };

type Variants = Readonly<Record<"A" | "B", ExperimentPlan["arms"][number]["variant"]>>;

async function makeTrial(of: "words" | "hours") {
  const world = makeWordingWorld(engine);
  const templates = { A: await world.addTemplate(TEXTS.A), B: await world.addTemplate(TEXTS.B) };
  const own = await world.addTemplate(OWN);
  const variants: Variants =
    of === "words"
      ? {
          A: { kind: "template", versionId: templates.A.versionId },
          B: { kind: "template", versionId: templates.B.versionId },
        }
      : {
          A: { kind: "window", hours: { wed: [...HOURS.A] } },
          B: { kind: "window", hours: { wed: [...HOURS.B] } },
        };
  const plan: ExperimentPlan = {
    title: "Thanks or short",
    hypothesis: "Short is better than thanks.",
    country: "IE",
    channel: "email",
    metric: "confirmed_visit_7d",
    baseline: 0.3,
    minimumEffect: 0.15,
    unitsPerArm: 100,
    endsAt: instantText(WEDNESDAY + 30 * DAY),
    arms: [
      { key: "A", name: "Thanks", variant: variants.A },
      { key: "B", name: "Short", variant: variants.B },
    ],
  };
  const { context, rep } = world;
  const experiments = makeExperimentsApi(world.deps);
  const by = { caller: world.person("marketer"), params: undefined, query: undefined };
  const draft = await experiments.createExperiment({ ...by, body: plan, context: context() });
  const experimentId = ExperimentId.parse(draft.experimentId);
  const params = { experimentId };
  await experiments.startExperiment({ ...by, params, body: { rev: draft.rev }, context: context() });
  const dryRun = makeDryRun(world.deps);
  const preview = makePreview(world.deps);
  const { openWordingPreview } = makeOffers(world.deps);
  const { showMailPreview } = makeMailPreviewPage({ ...world.deps, appOrigin: "https://app.acme.example" });
  const asked = { params: undefined, query: undefined, body: undefined, caller: rep };
  const page = async (hcpId: HcpId, wording?: WordingWish) => {
    const body = { experimentId, ...(wording === undefined ? {} : { wording }) };
    const opened = await openWordingPreview({ ...asked, params: { hcpId }, body, context: context() });
    const token = opened.address.split("/").at(-1) ?? "";
    const shown = await showMailPreview({
      ...asked,
      params: { token },
      caller: undefined,
      context: context(),
    });
    return shown.html;
  };
  const bulks = makeBulkApi(world.deps);
  /** An invitation to many that has been checked and waits for its sender's press. */
  const checked = async (hcpIds: HcpId[], versionId?: WordingWish["versionId"]) => {
    const wish = versionId === undefined ? {} : { wording: { versionId, fills: {} } };
    const body = { hcpIds, channel: "email" as const, experimentId, ...wish };
    const created = await bulks.createBulk({ ...asked, body, context: context() });
    const params = { bulkId: BulkId.parse(created.bulkId) };
    await makeBulkWork(world.deps)(params.bulkId);
    return params;
  };
  return {
    world,
    templates,
    experimentId,
    checked,
    sendBulk: (params: { bulkId: BulkId }) => bulks.sendBulk({ ...asked, params, context: context() }),
    cancelBulk: (params: { bulkId: BulkId }) => bulks.cancelBulk({ ...asked, params, context: context() }),
    /** A wish that the gate refuses: the note names something that nobody may type. */
    refused: { versionId: own.versionId, fills: { note: "It is the best." } },
    arm: (hcpId: HcpId): ArmKey => armOf(unitOf(experimentId, hcpId), ["A", "B"]),
    end: () => experiments.endExperiment({ ...by, params, body: { rev: 2 }, context: context() }),
    page,
    dryRun: (hcpId: HcpId, more: { wording?: WordingWish; notBefore?: string; channel?: "sms" } = {}) =>
      dryRun({ ...asked, body: { hcpId, channel: "email", experimentId, ...more }, context: context() }),
    /** What an invitation to many says of each before it leaves. */
    judged: async (hcpIds: HcpId[], versionId?: WordingWish["versionId"]) => {
      const params = await checked(hcpIds, versionId);
      const { items } = await bulks.listRecipients({
        ...asked,
        params,
        query: { limit: 100, cursor: undefined },
        context: context(),
      });
      return hcpIds.map((hcpId) => items.find((item) => item.hcpId === hcpId)?.verdict);
    },
    preview: (hcpId: HcpId, channel: "sms" | "email" = "email") =>
      preview({ ...asked, params: { hcpId }, query: { channel, experimentId }, context: context() }),
  };
}

type Trial = Awaited<ReturnType<typeof makeTrial>>;

/** Somebody of each arm. */
async function oneOfEach({ world, arm }: Trial): Promise<Readonly<Record<"A" | "B", HcpId>>> {
  const found = new Map<ArmKey, HcpId>();
  for (let count = 0; count < 40 && found.size < 2; count++) {
    const { hcpId } = await world.reachable();
    found.set(arm(hcpId), hcpId);
  }
  const [A, B] = [found.get("A"), found.get("B")];
  if (A === undefined || B === undefined) throw new Error("forty people fell into one arm");
  return { A, B };
}

describe("what a sender is shown of an invitation as part of a test of words", () => {
  it("is what leaves: the words of the person's arm, in the preview, in the frame and at the hand-off", async () => {
    const trial = await makeTrial("words");
    const { world, experimentId, preview, page } = trial;
    for (const [arm, hcpId] of Object.entries(await oneOfEach(trial))) {
      const { subject = "", body } = TEXTS[arm as "A" | "B"];
      const [opening = ""] = body.split("\n");
      const { look, testDecides } = await preview(hcpId);
      expect(testDecides).toBe("words");
      expect(look).toMatchObject({ subject, text: expect.stringContaining(opening) });
      expect(await page(hcpId, trial.refused)).toContain(opening);
      const messageId = await world.compose(hcpId, "email", trial.refused, { experimentId });
      const { sender, sent } = memorySender();
      await world.handOff(sender)(messageId);
      expect(sent[0]).toMatchObject({ subject, text: expect.stringContaining(opening) });
    }
  });

  it("is judged by the gate with those words, and not with the sender's own (MLR-14)", async () => {
    const trial = await makeTrial("words");
    const { world, dryRun, refused } = trial;
    const { hcpId } = await world.reachable();
    expect(await dryRun(hcpId, { wording: refused })).toEqual({ verdict: "ALLOW" });
  });

  it("takes nobody in: looking and asking leave the person's place free", async () => {
    const trial = await makeTrial("words");
    const { world, dryRun, preview, page } = trial;
    const { hcpId } = await world.reachable();
    await dryRun(hcpId);
    await preview(hcpId);
    await page(hcpId);
    expect(await trialsOf(world.deps, hcpId)).toEqual([]);
  });

  it("is the sender's own for somebody who has no place: who takes part already, or to whom an arm may not be sent", async () => {
    const trial = await makeTrial("words");
    const { world, dryRun, preview, page, refused, templates, experimentId } = trial;
    const { hcpId } = await world.reachable();
    const wording = { versionId: refused.versionId, fills: { note: "Until Tuesday." } };
    await world.compose(hcpId, "email", wording, { experimentId });
    expect((await preview(hcpId)).testDecides).toBe("nothing");
    expect(await page(hcpId, wording)).toContain("Until Tuesday.");
    expect(await dryRun(hcpId, { wording: refused })).toMatchObject({ reason: { code: "FREE_TEXT" } });
    const other = await world.reachable();
    expect((await preview(other.hcpId)).testDecides).toBe("words");
    await world.replaceTemplate(
      decidedTemplate(withdrawTemplate(templates.A, "regulator", REVIEWER, WEDNESDAY)),
    );
    expect((await preview(other.hcpId)).testDecides).toBe("nothing");
  });

  it("is refused for a test that is over, or of the other channel", async () => {
    const { world, dryRun, preview, page, end } = await makeTrial("words");
    const { hcpId } = await world.reachable();
    expect(await refusal(dryRun(hcpId, { channel: "sms" }))).toBe("not_allowed");
    expect(await refusal(preview(hcpId, "sms"))).toBe("not_allowed");
    await end();
    for (const ask of [dryRun, preview, page]) expect(await refusal(ask(hcpId))).toBe("not_allowed");
  });
});

describe("what a sender is told of an invitation as part of a test of hours", () => {
  it("is that it waits for the hours of the person's arm, unless it is wished for in them", async () => {
    const trial = await makeTrial("hours");
    const people = await oneOfEach(trial);
    for (const arm of ["A", "B"] as const) {
      const hcpId = people[arm];
      expect((await trial.preview(hcpId)).testDecides).toBe("hours");
      expect(await trial.dryRun(hcpId)).toMatchObject({
        verdict: "DELAY",
        until: OPENS[arm],
        reason: { code: "TEST_HOURS" },
      });
      expect(await trial.dryRun(hcpId, { notBefore: OPENS[arm] })).toEqual({ verdict: "ALLOW" });
    }
  });

  it("is a refusal all the same where the gate refuses", async () => {
    const { world, dryRun } = await makeTrial("hours");
    const hcp = await world.reachable();
    await world.consent(hcp, "email", "withdraw");
    expect(await dryRun(hcp.hcpId)).toMatchObject({ verdict: "DENY", reason: { code: "NO_CONSENT" } });
  });
});

describe("what a sender is told of an invitation to many as part of a test", () => {
  it("is of everybody when their arm's hours begin, and of whom the gate refuses that", async () => {
    const trial = await makeTrial("hours");
    const { A, B } = await oneOfEach(trial);
    const left = await trial.world.reachable();
    await trial.world.consent(left, "email", "withdraw");
    expect(await trial.judged([A, B, left.hcpId])).toMatchObject([
      { verdict: "DELAY", until: OPENS.A, reason: { code: "TEST_HOURS" } },
      { verdict: "DELAY", until: OPENS.B, reason: { code: "TEST_HOURS" } },
      { verdict: "DENY", reason: { code: "NO_CONSENT" } },
    ]);
  });

  it("counts the minute in which all can be taken back: who is checked in the last of the hours waits for the next", async () => {
    const trial = await makeTrial("hours");
    const { A } = await oneOfEach(trial);
    trial.world.clock.now = Date.parse(OPENS.A) + 2 * HOUR - 30 * SECOND;
    const opens = instantText(Date.parse(OPENS.A) + 7 * DAY);
    expect(await trial.judged([A])).toMatchObject([{ verdict: "DELAY", until: opens }]);
  });

  it("is judged with the words of their arm, and not with the sender's own (MLR-14)", async () => {
    const trial = await makeTrial("words");
    const { hcpId } = await trial.world.reachable();
    expect(await trial.judged([hcpId], trial.refused.versionId)).toEqual([{ verdict: "ALLOW" }]);
  });

  it("does not leave once the test is over, because something else would; it can still be cancelled", async () => {
    const { world, checked, sendBulk, cancelBulk, end } = await makeTrial("words");
    const { hcpId } = await world.reachable();
    const [late, early] = [await checked([hcpId]), await checked([hcpId])];
    expect((await sendBulk(early)).state).toBe("sending");
    await end();
    expect(await refusal(sendBulk(late))).toBe("wrong_state");
    expect((await sendBulk(early)).state).toBe("sending");
    expect((await cancelBulk(late)).state).toBe("cancelled");
  });
});
