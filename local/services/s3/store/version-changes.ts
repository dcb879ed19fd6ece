import { s3Error } from "../wire/s3-error.ts";
import type { DeleteMarker, ObjectVersion, Retention, Version } from "./object-record.ts";

/** What the versions of a key become, and which of them are gone for good. */
export interface VersionChange {
  readonly versions: readonly Version[];
  readonly removed: readonly Version[];
}

/** The object a plain GET answers with: the newest version unless that is a delete marker. */
export function currentObject(versions: readonly Version[]): ObjectVersion | undefined {
  const newest = versions[0];
  return newest?.kind === "object" ? newest : undefined;
}

/** A new version on top; without versioning it replaces what was there. */
export function withVersion(versions: readonly Version[], added: Version, versioned: boolean): VersionChange {
  return versioned
    ? { versions: [added, ...versions], removed: [] }
    : { versions: [added], removed: versions };
}

/** DELETE without a version id: a delete marker where versions are kept, otherwise the end of the object. */
export function withoutCurrent(
  versions: readonly Version[],
  marker: DeleteMarker | undefined,
): VersionChange {
  return marker ? { versions: [marker, ...versions], removed: [] } : { versions: [], removed: versions };
}

/**
 * DELETE of one version.
 * @throws AccessDenied while a lock protects it: COMPLIANCE and legal holds for everybody, GOVERNANCE unless `bypass`.
 */
export function withoutVersion(
  versions: readonly Version[],
  versionId: string,
  lock: { now: number; bypass: boolean },
): VersionChange {
  const removed = versions.filter((version) => version.versionId === versionId);
  for (const version of removed) if (version.kind === "object") assertUnlocked(version, lock);
  return { versions: versions.filter((version) => version.versionId !== versionId), removed };
}

/** @throws AccessDenied when the version may not be removed now. */
function assertUnlocked(version: ObjectVersion, { now, bypass }: { now: number; bypass: boolean }): void {
  const refuse = (): never => {
    throw s3Error("AccessDenied", "Access Denied because object protected by object lock.");
  };
  if (version.legalHold) refuse();
  const { retention } = version;
  if (!retention || retention.until <= now) return;
  if (retention.mode === "COMPLIANCE" || !bypass) refuse();
}

/**
 * Whether a retention may take another's place: COMPLIANCE only grows; GOVERNANCE shrinks or ends only with `bypass`.
 * @throws AccessDenied otherwise.
 */
export function assertRetentionChange(
  from: Retention | undefined,
  to: Retention | undefined,
  { now, bypass }: { now: number; bypass: boolean },
): void {
  if (!from || from.until <= now) return;
  const weaker = !to || to.until < from.until || (from.mode === "COMPLIANCE" && to.mode === "GOVERNANCE");
  if (weaker && (from.mode === "COMPLIANCE" || !bypass)) {
    throw s3Error("AccessDenied", "Access Denied because object protected by object lock.");
  }
}
