import type { TemplateView } from "../../shared/contracts/templates.ts";
import type { TemplateVersion } from "../../shared/model/template.ts";
import type { Instant } from "../../shared/model/time.ts";
import { shownTemplateState } from "./usable-template.ts";

/** A template as people see it at this instant; the endpoint's schema leaves out what is not part of the view. */
export function templateView(version: TemplateVersion, now: Instant): TemplateView {
  return { ...version, state: shownTemplateState(version, now) };
}
