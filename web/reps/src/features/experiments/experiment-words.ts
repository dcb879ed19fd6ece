import { type Icon, IconAlertTriangle, IconCircleCheck, IconFlask, IconPencil } from "@tabler/icons-react";
import type { CallOutput } from "../../../../client/client.ts";
import type { Tone } from "../../ui/chip.tsx";
import type { VerdictKind } from "../../ui/verdict.tsx";

export type Experiment = CallOutput<"readExperiment">;
export type Summary = CallOutput<"listExperiments">["items"][number];
export type Result = NonNullable<Experiment["result"]>;
type Variant = Experiment["plan"]["arms"][number]["variant"];

const ENDED = {
  difference: "Found a difference",
  harm: "Stopped for harm",
  uneven_arms: "Invalid: arms unequal",
  all_counted: "Everybody counted",
  time_over: "Time over",
  person: "Ended by a person",
} as const;

/** How an experiment stands: icon, word and tone. */
export function stateOf({ state, ended }: Pick<Summary, "state" | "ended">): {
  readonly tone: Tone;
  readonly label: string;
  readonly icon: Icon;
} {
  if (state === "draft") return { tone: "neutral", label: "Draft", icon: IconPencil };
  if (state === "running") return { tone: "iris", label: "Runs", icon: IconFlask };
  const label = ended === undefined ? "Ended" : ENDED[ended.why];
  return ended?.why === "harm" || ended?.why === "uneven_arms"
    ? { tone: "stop", label, icon: IconAlertTriangle }
    : { tone: "neutral", label, icon: IconCircleCheck };
}

/** The verdict's heading. */
export function outcomeWords({ verdict }: Result): { readonly kind: VerdictKind; readonly heading: string } {
  switch (verdict.outcome) {
    case "not_enough_data":
      return { kind: "HOLD", heading: "Not enough data" };
    case "leaning":
      return { kind: "DELAY", heading: `Leaning to ${verdict.better ?? "one"}, not proven` };
    case "different":
      return { kind: "ALLOW", heading: `${verdict.better ?? "One"} does better` };
    case "no_difference":
      return { kind: "DELAY", heading: "No difference found" };
    case "harm":
      return { kind: "DENY", heading: "Stopped for harm" };
    case "invalid":
      return { kind: "DENY", heading: "Invalid: the arms are unequal" };
  }
}

const DAYS = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" } as const;

/** What an arm does differently: `Mon to Fri, 12:00 to 14:00`. */
export function variantWords(variant: Variant, templates: ReadonlyMap<string, string>): string {
  if (variant.kind === "template")
    return `the words of “${templates.get(variant.versionId) ?? "a template"}”`;
  const days = (Object.keys(DAYS) as (keyof typeof DAYS)[]).filter((day) => variant.hours[day] !== undefined);
  const spans = new Set(days.map((day) => variant.hours[day]?.join(" to ")));
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return "No hours";
  const named = days.map((day) => DAYS[day]);
  const following = days.length > 2 && days.length === indexOf(last) - indexOf(first) + 1;
  const when = following ? `${DAYS[first]} to ${DAYS[last]}` : named.join(", ");
  return `${when}, ${spans.size === 1 ? [...spans][0] : "different hours"}`;
}

function indexOf(day: keyof typeof DAYS): number {
  return Object.keys(DAYS).indexOf(day);
}

const NUMBER = new Intl.NumberFormat("en-IE", { maximumFractionDigits: 1 });

/** A share as `30 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A difference of shares in points, with a minus that can be read. */
export function points(share: number): string {
  return `${share < 0 ? "−" : "+"}${NUMBER.format(Math.abs(share) * 100)} points`;
}
