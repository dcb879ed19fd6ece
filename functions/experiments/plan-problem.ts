import { canonicalJson } from "../../shared/model/canonical-json.ts";
import { type ContactHours, WEEKDAYS } from "../../shared/model/contact-hours.ts";
import type { CountryProfile } from "../../shared/model/country-profile.ts";
import type { ExperimentPlan } from "../../shared/model/experiment.ts";
import type { TemplateVersion } from "../../shared/model/template.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import { usableTemplate } from "../templates/facts.ts";

/** The farthest end of an experiment: what is learned later is about other people. */
const LONGEST = 183 * DAY;

/** What is wrong with a plan, and where. */
export interface PlanProblem {
  readonly field: string;
  readonly words: string;
}

/**
 * Pure: why a plan can be neither kept nor started; undefined when it can (AB-2, AB-4). Arms differ in one thing only: in
 * hours in which the country lets messages arrive, or in words that are approved for it.
 * @param templates the templates that the arms name, as far as there are such
 */
export function planProblem(
  plan: ExperimentPlan,
  profile: CountryProfile | undefined,
  templates: readonly TemplateVersion[],
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
  if (new Set(plan.arms.map(({ variant }) => variant.kind)).size > 1)
    return at("arms", "Let the arms differ in their hours or in their words, not in both.");
  const language = templates[0]?.language ?? "";
  for (const { key, variant } of plan.arms) {
    if (variant.kind === "window") {
      if (!meets(variant.hours, profile))
        return at("arms", `Nobody may be written to in the hours of ${key} in ${plan.country}.`);
      continue;
    }
    const template = templates.find(({ versionId }) => versionId === variant.versionId);
    const use = { country: plan.country, language, channel, now };
    const answer = template === undefined ? undefined : usableTemplate(template, use);
    if (answer === undefined) return at("arms", `The template of ${key} does not exist.`);
    if (!answer.usable) return at("arms", `The template of ${key} is ${answer.reason}. Choose another one.`);
  }
  return undefined;
}

function at(field: string, words: string): PlanProblem {
  return { field, words };
}

/** Whether hours overlap with those in which the country lets messages arrive, on some day. */
function meets(hours: ContactHours, { contactHours }: CountryProfile): boolean {
  return WEEKDAYS.some((day) => {
    const [own, open] = [hours[day], contactHours[day]];
    return own !== undefined && open !== undefined && own[0] < open[1] && open[0] < own[1];
  });
}
