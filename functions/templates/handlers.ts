import type { templatesApi } from "../../shared/contracts/templates.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { makeGallery } from "./gallery.ts";
import { makeLimits } from "./limits.ts";
import { makeReviewers } from "./review-template.ts";
import { makeWriters, type TemplateDeps } from "./write-template.ts";

/** Everything that templates serve over HTTP. */
export function makeTemplates(deps: TemplateDeps): HandlersOf<typeof templatesApi> {
  return { ...makeWriters(deps), ...makeGallery(deps), ...makeReviewers(deps), ...makeLimits(deps) };
}
