/** What other capabilities may read of the directory. */
export { addressHash } from "./address-hash.ts";
export { findAskedAddress, mayAsk } from "./asked-address.ts";
export { findClaimedEmail } from "./claimed-email.ts";
export { findHcpsByMobile } from "./hcps-by-mobile.ts";
export { maskEmail, maskMobile } from "./mask-address.ts";
export { findHcp, lastImportOf, type PeopleTable } from "./profile-store.ts";
export { type AddressStanding, findAddressStanding, findSuppression } from "./suppression-store.ts";
export { territoriesOf } from "./territory-store.ts";
export { visibleHcp } from "./visible-hcp.ts";
