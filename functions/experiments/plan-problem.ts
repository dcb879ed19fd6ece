import { canonicalJson } from "../../shared/model/canonical-json.ts";
import { WEEKDAYS } from "../../shared/model/contact-hours.ts";
import type { CountryProfile } from "../../shared/model/country-profile.ts";
import type { ExperimentPlan } from "../../shared/model/experiment.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";

/** The farthest end of an experiment: what is learned later is about other people. */
const LONGEST = 183 * DAY;

/** What is wrong with a plan, and where. */
export interface PlanProblem {
  readonly field: string;
  readonly words: string;
}

/**
 * Pure: why a plan can be neither kept nor started; undefined when it can (AB-2, AB-4). Arms must differ, and each must
 * have time in which the country lets messages arrive.
 */
export function planProblem(
  plan: ExperimentPlan,
  profile: CountryProfile | undefined,
  now: Instant,
): PlanProblem | undefined {
  const { channel } = plan;
  if (profile === undefined) return at("country", `${plan.country} is switched off at the moment.`);
  if (!profile[channel].enabled)
    return at("channel", `This channel is not switched on for ${plan.country}. Choose the other one.`);
  const end = Date.parse(plan.endsAt);
  if (end <= now + DAY) return at("endsAt", "Give the experiment at least a day.");
  if (end > now + LONGEST) return at("endsAt", "End it within half a year.");
  if (plan.baseline + plan.minimumEffect >= 1)
    return at("minimumEffect", "What is expected and what it should rise by come to more than everybody.");
  const different = new Set(plan.arms.map(({ variant }) => canonicalJson(variant)));
  if (different.size < plan.arms.length) return at("arms", "Two arms are the same. Let each differ.");
  const closed = plan.arms.find(({ variant }) => !meets(variant.hours, profile));
  if (closed !== undefined)
    return at("arms", `Nobody may be written to in the hours of ${closed.key} in ${plan.country}.`);
  return undefined;
}

function at(field: string, words: string): PlanProblem {
  return { field, words };
}

/** Whether hours overlap with those in which the country lets messages arrive, on some day. */
function meets(
  hours: ExperimentPlan["arms"][number]["variant"]["hours"],
  { contactHours }: CountryProfile,
): boolean {
  return WEEKDAYS.some((day) => {
    const [own, open] = [hours[day], contactHours[day]];
    return own !== undefined && open !== undefined && own[0] < open[1] && open[0] < own[1];
  });
}
