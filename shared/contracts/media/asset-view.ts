import * as z from "zod";
import {
  AssetKind,
  AssetManifest,
  AssetState,
  DocumentManifest,
  FAILURES,
  FailureReason,
} from "../../model/asset.ts";
import { AssetId, Sha256 } from "../../model/ids.ts";
import { InstantText } from "../../model/time.ts";

/**
 * An asset as people see it. From `ready` on there is `media` of a film or `document` of a document; `failure` exactly
 * when it failed.
 */
export const AssetView = z.object({
  assetId: AssetId,
  rev: z.int().positive(),
  kind: AssetKind,
  state: AssetState,
  fileName: z.string(),
  createdAt: InstantText,
  failure: z.object({ reason: FailureReason, detail: z.enum(Object.values(FAILURES)) }).optional(),
  media: AssetManifest.extend({ bytesSha256: Sha256 }).optional(),
  document: DocumentManifest.extend({ bytesSha256: Sha256 }).optional(),
});
export type AssetView = z.output<typeof AssetView>;
