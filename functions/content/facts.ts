/** What other capabilities may read of content: values out, no access to its records. */
export type { ContentChannel, ContentVersion, VersionIn } from "../../shared/model/content.ts";
export { type RecordsTable, readVersions as findVersions } from "./store.ts";
export { materialCodeOf, shownState, type Usability, type Use, usable } from "./usable.ts";
