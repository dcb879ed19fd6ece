/** What other capabilities may read of spaces: values out, no access to its records. */

export { readLastSeen } from "./last-seen.ts";
export {
  type RecordsTable,
  readLink as findLink,
  readSpace as findSpace,
  readVisit as findVisit,
  type Visit,
} from "./store.ts";
