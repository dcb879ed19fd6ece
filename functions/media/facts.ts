/** What other capabilities may read of media: values out, no access to its records. */
export { findAsset } from "./store.ts";
