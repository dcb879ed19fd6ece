import type { CallInput } from "../../../../client/client.ts";
import type { Experiment } from "./experiment-words.ts";

export type Plan = CallInput<"createExperiment">["body"];
type Variant = Plan["arms"][number]["variant"];
export type Day = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
export const DAYS: readonly { readonly day: Day; readonly label: string }[] = [
  { day: "mon", label: "Mon" },
  { day: "tue", label: "Tue" },
  { day: "wed", label: "Wed" },
  { day: "thu", label: "Thu" },
  { day: "fri", label: "Fri" },
];
export const KEYS = ["A", "B", "C", "D"] as const;

/** One arm as somebody fills it in; what its kind does not need waits in case they change their mind. */
export interface ArmForm {
  readonly name: string;
  readonly days: readonly Day[];
  readonly from: string;
  readonly to: string;
  readonly template: string;
}

/** A plan as somebody fills it in. */
export interface PlanForm {
  readonly title: string;
  readonly hypothesis: string;
  readonly country: Plan["country"];
  readonly channel: Plan["channel"];
  /** In percent and points. */
  readonly baseline: number;
  readonly effect: number;
  readonly unitsPerArm: number;
  /** A day. */
  readonly ends: string;
  readonly differ: "window" | "template";
  readonly arms: readonly ArmForm[];
}

const WEEK: readonly Day[] = DAYS.map(({ day }) => day);
const arm = (name: string, from: string, to: string): ArmForm => ({
  name,
  days: WEEK,
  from,
  to,
  template: "",
});

/** An arm that nobody has named yet. */
export function anotherArm(): ArmForm {
  return arm("", "09:00", "11:00");
}

/** An empty plan that ends in two months. */
export function emptyForm(now: number): PlanForm {
  return {
    title: "",
    hypothesis: "",
    country: "IE",
    channel: "email",
    baseline: 30,
    effect: 15,
    unitsPerArm: 245,
    ends: new Date(now + 60 * 86_400_000).toISOString().slice(0, 10),
    differ: "window",
    arms: [arm("Noon", "12:00", "14:00"), arm("Late", "16:00", "18:00")],
  };
}

/** A plan that is on record, to change it. */
export function formOf({ plan }: Experiment): PlanForm {
  const first = plan.arms[0]?.variant.kind ?? "window";
  return {
    title: plan.title,
    hypothesis: plan.hypothesis,
    country: plan.country,
    channel: plan.channel,
    baseline: Math.round(plan.baseline * 100),
    effect: Math.round(plan.minimumEffect * 100),
    unitsPerArm: plan.unitsPerArm,
    ends: plan.endsAt.slice(0, 10),
    differ: first,
    arms: plan.arms.map(({ name, variant }): ArmForm => {
      if (variant.kind === "template") return { ...arm(name, "12:00", "14:00"), template: variant.versionId };
      const days = WEEK.filter((day) => variant.hours[day] !== undefined);
      const [from, to] = variant.hours[days[0] ?? "mon"] ?? ["12:00", "14:00"];
      return { name, days, from, to, template: "" };
    }),
  };
}

/** Pure: the plan that is sent. */
export function planOf(form: PlanForm): Plan {
  const { title, hypothesis, country, channel, unitsPerArm, ends, differ } = form;
  return {
    title,
    hypothesis,
    country,
    channel,
    metric: "confirmed_visit_7d",
    baseline: form.baseline / 100,
    minimumEffect: form.effect / 100,
    unitsPerArm,
    endsAt: `${ends}T00:00:00.000Z`,
    arms: form.arms.map((one, index) => ({
      key: KEYS[index] ?? "A",
      name: one.name,
      variant: variantOf(one, differ),
    })),
  };
}

function variantOf(form: ArmForm, differ: PlanForm["differ"]): Variant {
  if (differ === "template") return { kind: "template", versionId: form.template };
  const opening = (): [string, string] => [form.from, form.to];
  return { kind: "window", hours: Object.fromEntries(form.days.map((day) => [day, opening()])) };
}

/** Pure: why a plan cannot be kept yet; undefined when it can be tried. The API says the rest. */
export function missingIn(form: PlanForm): string | undefined {
  if (form.title.trim().length < 3) return "Name the test.";
  if (form.hypothesis.trim().length < 10) return "Say what you expect.";
  if (form.arms.some(({ name }) => name.trim() === "")) return "Name every arm.";
  if (form.differ === "template" && form.arms.some(({ template }) => template === ""))
    return "Choose a template for every arm.";
  if (form.differ === "window" && form.arms.some(({ days }) => days.length === 0))
    return "Choose at least one day for every arm.";
  if (form.differ === "window" && form.arms.some(({ from, to }) => from >= to))
    return "Hours begin before they end.";
  return undefined;
}
