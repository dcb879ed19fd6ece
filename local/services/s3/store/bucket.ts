import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { BucketPlan } from "../../../plan/plan.ts";
import { writeCondition } from "../wire/preconditions.ts";
import { s3Error } from "../wire/s3-error.ts";
import { type Blobs, openBlobs } from "./blobs.ts";
import type { EventOutbox } from "./event-outbox.ts";
import { type KeyRecords, openKeyRecords } from "./key-records.ts";
import { createdEvent, deletedEvent, nextSequencer, type Origin } from "./object-events.ts";
import type { ObjectVersion, Version } from "./object-record.ts";
import { openUploads, type Uploads } from "./uploads.ts";
import {
  currentObject,
  type VersionChange,
  withoutCurrent,
  withoutVersion,
  withVersion,
} from "./version-changes.ts";

/** What a DELETE did: the version id of the marker it made or of the version it removed. */
export interface Deletion {
  readonly versionId?: string;
  readonly deleteMarker: boolean;
}

type Headers = Readonly<Record<string, string | undefined>>;

/** One bucket: reads are from memory and disk, changes resolve when they are durable and their event is committed. */
export interface Bucket {
  readonly plan: BucketPlan;
  readonly versioned: boolean;
  readonly blobs: Blobs;
  readonly uploads: Uploads;
  keys(): readonly string[];
  versions(key: string): readonly Version[];
  current(key: string): ObjectVersion | undefined;
  /** Makes an object of a written blob; `conditions` are If-Match and If-None-Match, checked together with the write. */
  commit(
    key: string,
    object: Omit<ObjectVersion, "kind" | "versionId" | "lastModified">,
    origin: Origin,
    conditions?: Headers,
  ): Promise<ObjectVersion>;
  remove(key: string, origin: Origin, conditions?: Headers): Promise<Deletion>;
  removeVersion(key: string, versionId: string, bypassGovernance: boolean, origin: Origin): Promise<Deletion>;
  /** Replaces attributes of one version (the newest without `versionId`); no event. @throws NoSuchKey, NoSuchVersion */
  alter(
    key: string,
    versionId: string | undefined,
    change: (version: ObjectVersion) => ObjectVersion,
  ): Promise<ObjectVersion>;
}

/** The version asked for, or the newest. @throws NoSuchKey, NoSuchVersion, MethodNotAllowed for a delete marker. */
export function selectVersion(
  versions: readonly Version[],
  versionId: string | undefined,
  key: string,
): ObjectVersion {
  if (versionId === undefined) {
    const current = currentObject(versions);
    if (!current) throw s3Error("NoSuchKey", undefined, { Key: key });
    return current;
  }
  const version = versions.find((candidate) => candidate.versionId === versionId);
  if (!version) throw s3Error("NoSuchVersion", undefined, { Key: key, VersionId: versionId });
  if (version.kind === "delete marker")
    throw s3Error("MethodNotAllowed", undefined, { Method: "GET", ResourceType: "DeleteMarker" });
  return version;
}

function assertCondition(conditions: Headers, current: ObjectVersion | undefined, key: string): void {
  const verdict = writeCondition(conditions, current);
  if (verdict === "missing") throw s3Error("NoSuchKey", undefined, { Key: key });
  if (verdict === "failed") {
    throw s3Error("PreconditionFailed", undefined, {
      Condition: conditions["if-match"] === undefined ? "If-None-Match" : "If-Match",
    });
  }
}

/** The retention that the bucket gives to objects that bring none. */
function defaultLock({ lockDefault }: BucketPlan, now: number): Pick<ObjectVersion, "retention"> {
  return lockDefault
    ? { retention: { mode: lockDefault.mode, until: now + lockDefault.days * 86_400_000 } }
    : {};
}

/** Opens the bucket kept in `dir`: leftovers of a crash are removed, events that were not on the bus yet are emitted. */
export async function openBucket(plan: BucketPlan, dir: string, outbox: EventOutbox): Promise<Bucket> {
  const blobs = await openBlobs(join(dir, "blobs"));
  const records: KeyRecords = await openKeyRecords(join(dir, "keys"));
  const uploads = await openUploads(join(dir, "uploads"));
  // Object lock needs versions: AWS switches versioning on with it.
  const versioned = plan.versioned || plan.objectLock;

  const blobsOf = (versions: readonly Version[]): string[] =>
    versions.flatMap((version) => (version.kind === "object" ? [version.blob] : []));
  await blobs.sweep(
    new Set([
      ...records.keys().flatMap((key) => blobsOf(records.versions(key))),
      ...uploads.all().flatMap(({ id }) => uploads.parts(id).map((part) => part.blob)),
    ]),
  );
  for (const { key, event } of records.pending()) outbox.add(event, () => records.settle(key));

  const newVersionId = (): string => (versioned ? randomBytes(24).toString("base64url") : "null");

  async function change<Result>(
    key: string,
    decide: (
      versions: readonly Version[],
    ) => VersionChange & { event?: ReturnType<typeof createdEvent>; result: Result },
  ): Promise<Result> {
    const { removed, event, result } = await records.change(key, (versions) => {
      const { versions: after, removed, event, result } = decide(versions);
      const announced = plan.eventBridge ? event : undefined;
      return {
        versions: after,
        ...(announced ? { event: announced } : {}),
        result: { removed, event: announced, result },
      };
    });
    if (event) outbox.add(event, () => records.settle(key));
    for (const blob of blobsOf(removed)) await blobs.remove(blob);
    return result;
  }

  return {
    plan,
    versioned,
    blobs,
    uploads,
    keys: () => records.keys(),
    versions: (key) => records.versions(key),
    current: (key) => currentObject(records.versions(key)),
    commit: (key, object, origin, conditions = {}) =>
      change(key, (versions) => {
        assertCondition(conditions, currentObject(versions), key);
        const version: ObjectVersion = {
          ...defaultLock(plan, Date.now()),
          ...object,
          kind: "object",
          versionId: newVersionId(),
          lastModified: Date.now(),
        };
        return {
          ...withVersion(versions, version, versioned),
          event: createdEvent(plan, key, version, versioned, nextSequencer(), origin),
          result: version,
        };
      }),
    remove: (key, origin, conditions = {}) =>
      change(key, (versions) => {
        assertCondition(conditions, currentObject(versions), key);
        const marker = versioned
          ? { kind: "delete marker" as const, versionId: newVersionId(), lastModified: Date.now() }
          : undefined;
        // Deleting what is not there succeeds silently; only versioned buckets leave a marker.
        if (!marker && versions.length === 0)
          return { versions, removed: [], result: { deleteMarker: false } };
        return {
          ...withoutCurrent(versions, marker),
          event: deletedEvent(
            plan,
            key,
            marker?.versionId,
            marker ? "Delete Marker Created" : "Permanently Deleted",
            nextSequencer(),
            origin,
          ),
          result: marker ? { versionId: marker.versionId, deleteMarker: true } : { deleteMarker: false },
        };
      }),
    removeVersion: (key, versionId, bypass, origin) =>
      change(key, (versions) => {
        const after = withoutVersion(versions, versionId, { now: Date.now(), bypass });
        const [removed] = after.removed;
        if (!removed) return { versions, removed: [], result: { versionId, deleteMarker: false } };
        return {
          ...after,
          event: deletedEvent(plan, key, versionId, "Permanently Deleted", nextSequencer(), origin),
          result: { versionId, deleteMarker: removed.kind === "delete marker" },
        };
      }),
    alter: (key, versionId, alteration) =>
      change(key, (versions) => {
        const before = selectVersion(versions, versionId, key);
        const after = alteration(before);
        return {
          versions: versions.map((version) => (version === before ? after : version)),
          removed: [],
          result: after,
        };
      }),
  };
}
