import type { ExperimentPlan } from "../../shared/model/experiment.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import { until } from "./callers.ts";
import { type Act, compose, personOf, type Stage } from "./play.ts";
import type { Moment } from "./story.ts";
import type { Words } from "./wordings.ts";

/** Whom Ana invites together: some can be, and of the others each has a reason why not. */
export const TOGETHER: readonly string[] = [
  "ACM-0001",
  "ACM-0003",
  "ACM-0005",
  "ACM-0007",
  "ACM-0008",
  "ACM-0012",
  "ACM-0016",
  "ACM-0017",
  "ACM-0019",
];

const BEGUN: Moment = [0, "09:00"];
const ENDED: Moment = [3, "16:00"];
const CHOSEN: Moment = [4, "09:30"];
const WISHED: Moment = [4, "09:45"];

/** Safety keeps promotion from somebody. */
export const CASE = { id: "ACM-0019", at: [3, "15:00"], caseRef: "PV-2026-0417" } as const;

/** A typed sentence that compliance reads before it leaves. */
export const NOTE = { id: "ACM-0009", at: [4, "11:00"], text: "We spoke of the talk in spring." } as const;

/** What compliance wants in no message to Ireland; the last is how a study of a medicine that does not exist was called. */
const RESTRICTED = [
  { partial: ["golf"], exact: ["conference dinner"], names: [] },
  { product: "Cardivex", partial: [], exact: [], names: ["Stepwise-2"] },
];

/** Days that an experiment may last. */
const LASTS = 60 * DAY;

const WORKDAYS = ["mon", "tue", "wed", "thu", "fri"];

type Plan = Omit<ExperimentPlan, "endsAt" | "arms"> & { readonly arms: readonly object[] };

const COMMON = { country: "IE", channel: "email", metric: "confirmed_visit_7d", unitsPerArm: 60 } as const;

/** Over before it could say anything, as so many are. */
const HOURS: Plan = {
  ...COMMON,
  title: "Morning or afternoon",
  hypothesis:
    "Invitations that arrive in the afternoon bring more people to their page than those of the morning.",
  baseline: 0.3,
  minimumEffect: 0.15,
  arms: [armOfHours("A", "Morning", "09:00", "12:00"), armOfHours("B", "Afternoon", "15:00", "18:00")],
};

const WORDS: Plan = {
  ...COMMON,
  title: "Thanks first or length first",
  hypothesis: "A subject that says how long it takes brings more people to their page than a thank-you.",
  baseline: 0.3,
  minimumEffect: 0.15,
  arms: [],
};

/** Not started yet. */
const NEXT: Plan = {
  ...COMMON,
  country: "GB",
  title: "Early week or late week",
  hypothesis: "Invitations that arrive on Thursday or Friday bring more people to their page.",
  baseline: 0.25,
  minimumEffect: 0.2,
  arms: [
    armOfHours("A", "Early in the week", "09:00", "17:00", ["mon", "tue"]),
    armOfHours("B", "Late in the week", "09:00", "17:00", ["thu", "fri"]),
  ],
};

function armOfHours(key: string, name: string, from: string, to: string, days = WORKDAYS) {
  return {
    key,
    name,
    variant: { kind: "window", hours: Object.fromEntries(days.map((day) => [day, [from, to]])) },
  };
}

/** What goes beyond one person's invitation: two experiments, many invited together, a case, a note that waits. */
export function outreachOf(stage: Stage, words: Words, when: (moment: Moment) => Instant): Act[] {
  const begun: Instant = when(BEGUN);
  const endsAt = instantText(begun + LASTS);
  const arm = (key: string, name: string, versionId: string) => ({
    key,
    name,
    variant: { kind: "template", versionId },
  });
  const arms = [arm("A", "Thanks first", words.thanksFirst), arm("B", "Length first", words.lengthFirst)];
  // what later acts know of earlier ones
  const known = { over: "", running: "", bulkId: "" };
  const compliance = stage.as("compliance");
  return [
    {
      at: begun,
      act: async () => {
        known.over = await begin(stage, { ...HOURS, endsAt });
        known.running = await begin(stage, { ...WORDS, arms, endsAt });
        await compliance("PUT", "/api/restricted-words/IE", { lists: RESTRICTED, rev: 0 });
      },
    },
    {
      at: when(CASE.at),
      act: () =>
        stage.as("safety")("POST", `/api/hcps/${personOf(stage, CASE.id).hcpId}/case-hold`, {
          caseRef: CASE.caseRef,
          open: true,
        }),
    },
    {
      at: when(ENDED),
      act: async () => {
        const path = `/api/experiments/${known.over}`;
        const { rev } = await compliance<{ rev: number }>("GET", path);
        await compliance("POST", `${path}/end`, { rev });
        await stage.as("marketer")("POST", "/api/experiments", { ...NEXT, endsAt });
      },
    },
    {
      at: when(CHOSEN),
      act: async () => {
        known.bulkId = await inviteTogether(stage, known.running, when(WISHED));
      },
    },
    { at: when(WISHED), act: () => letThemLeave(stage, known.bulkId) },
    {
      at: when(NOTE.at),
      act: async () => {
        const wording = { versionId: words.heldNote, fills: { note: NOTE.text } };
        const messageId = await compose(stage, NOTE.id, { channel: "email", wording });
        await reach(stage, messageId, ["held", "denied"]);
      },
    },
  ];
}

/** Plans an experiment, registers and starts it. */
async function begin(stage: Stage, plan: object): Promise<string> {
  const marketer = stage.as("marketer");
  const draft = await marketer<{ experimentId: string; rev: number }>("POST", "/api/experiments", plan);
  await marketer("POST", `/api/experiments/${draft.experimentId}/start`, { rev: draft.rev });
  return draft.experimentId;
}

async function inviteTogether(stage: Stage, experimentId: string, notBefore: Instant): Promise<string> {
  const rep = stage.as("ana");
  const { bulkId } = await rep<{ bulkId: string }>("POST", "/api/bulks", {
    hcpIds: TOGETHER.map((id) => personOf(stage, id).hcpId),
    channel: "email",
    notBefore: instantText(notBefore),
    experimentId,
  });
  const become = (wanted: string) =>
    until(`a bulk invitation that is ${wanted}`, async () => {
      const { state } = await rep<{ state: string }>("GET", `/api/bulks/${bulkId}`);
      return state === wanted ? true : undefined;
    });
  await become("ready");
  await rep("POST", `/api/bulks/${bulkId}/send`);
  await become("sent");
  return bulkId;
}

/** Their time has come: schedules do not run yet, so each is sent now by hand, and followed to its mailbox. */
async function letThemLeave(stage: Stage, bulkId: string): Promise<void> {
  const rep = stage.as("ana");
  const path = `/api/bulks/${bulkId}/recipients?limit=100`;
  const { items } = await rep<{ items: { messageId?: string }[] }>("GET", path);
  await Promise.all(
    items.map(async ({ messageId }) => {
      if (messageId === undefined) return;
      const message = `/api/messages/${messageId}`;
      const { rev } = await rep<{ rev: number }>("GET", message);
      await rep("POST", `${message}/reschedule`, { rev });
      await reach(stage, messageId, ["delivered", "denied"]);
    }),
  );
}

/** Waits until Ana's message is in one of these states. */
function reach(stage: Stage, messageId: string, states: readonly string[]): Promise<true> {
  return until(`a message that is ${states.join(" or ")}`, async () => {
    const { state } = await stage.as("ana")<{ state: string }>("GET", `/api/messages/${messageId}`);
    return states.includes(state) ? true : undefined;
  });
}
