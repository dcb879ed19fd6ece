import { createHash } from "node:crypto";
import type { Sha256 } from "../../shared/model/ids.ts";

/** SHA-256 of a UTF-8 text or of bytes, lower-case hex. */
export function sha256(bytes: string | Uint8Array): Sha256 {
  return createHash("sha256").update(bytes).digest("hex") as Sha256;
}
