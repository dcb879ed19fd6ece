/** What other capabilities may read of content: values out, no access to its records. */
export type { ContentVersion, VersionIn } from "../../shared/model/content.ts";
export { expiryProblem, type Validity } from "./expiry.ts";
export { libraryPage } from "./library-page.ts";
export { separationProblem } from "./separation-of-duties.ts";
export { readVersions as findVersions } from "./store.ts";
export { supersede } from "./supersede.ts";
export { materialCodeOf, shownState, usable } from "./usable.ts";
export { validityIn } from "./validity.ts";
