/** What other capabilities may read of what came in. */
export { findInboundText } from "./text-store.ts";
