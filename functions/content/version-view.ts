import type { VersionView } from "../../shared/contracts/content.ts";
import type { ContentVersion } from "../../shared/model/content.ts";
import type { Instant } from "../../shared/model/time.ts";
import { shownState } from "./usable.ts";

/** A version as people see it at this instant; the endpoint's schema leaves out what is not part of the view. */
export function versionView(version: ContentVersion, now: Instant): VersionView {
  return { ...version, state: shownState(version, now) };
}
