import type { BusEvent } from "../../../runtime-ports.ts";
import type { ChecksumAlgorithm } from "./checksums.ts";

export interface Retention {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  /** Milliseconds since the epoch. */
  readonly until: number;
}

export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: "FULL_OBJECT" | "COMPOSITE";
}

/** What a writer says about an object besides its bytes. Header and metadata names are in lower case. */
export interface ObjectAttributes {
  /** Content-Type, Cache-Control, Content-Disposition, Content-Encoding, Content-Language, Expires. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-amz-meta-*` without the prefix. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly retention?: Retention;
  readonly legalHold?: boolean;
}

export interface ObjectVersion extends ObjectAttributes {
  readonly kind: "object";
  /** "null" in a bucket that keeps no versions. */
  readonly versionId: string;
  readonly blob: string;
  readonly size: number;
  /** Without quotes; `<md5 of part md5s>-<parts>` after a multipart upload. */
  readonly etag: string;
  readonly lastModified: number;
  readonly checksum?: StoredChecksum;
  /** KMS key the object counts as encrypted with; reading it implies kms:Decrypt. */
  readonly keyArn?: string;
  /** Sizes of the parts of a multipart upload, so that `?partNumber` can find them. */
  readonly partSizes?: readonly number[];
}

export interface DeleteMarker {
  readonly kind: "delete marker";
  readonly versionId: string;
  readonly lastModified: number;
}

export type Version = ObjectVersion | DeleteMarker;

/**
 * Everything about one key, written as one file and therefore changed atomically. `pending` are events of changes that
 * are committed here and not yet known to be on the bus: the record is its own outbox.
 */
export interface KeyRecord {
  readonly key: string;
  /** Newest first. */
  readonly versions: readonly Version[];
  readonly pending: readonly BusEvent[];
}
