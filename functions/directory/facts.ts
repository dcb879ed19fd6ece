/** What other capabilities may read of the directory. */
export { addressHash } from "./address-hash.ts";
export { findHcp, type PeopleTable } from "./profile-store.ts";
export { findSuppression } from "./suppression-store.ts";
export { type RecordsTable, territoriesOf } from "./territory-store.ts";
export { mayReach, visibleHcp } from "./visible-hcp.ts";
