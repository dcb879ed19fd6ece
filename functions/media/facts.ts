/** What other capabilities may read of media: values out, no access to its records. */
export type { Asset, AssetIn } from "../../shared/model/asset.ts";
export { findAsset, type RecordsTable } from "./store.ts";
