import type { BucketPlan } from "../../../plan/plan.ts";
import type { BusEvent } from "../../../runtime-ports.ts";
import type { ObjectVersion } from "./object-record.ts";

/** Where a change came from, as S3 tells it in its events. */
export interface Origin {
  readonly reason: "PutObject" | "POST Object" | "CopyObject" | "CompleteMultipartUpload" | "DeleteObject";
  readonly requestId: string;
  /** Account id, or the service principal that acted. */
  readonly requester: string;
  readonly sourceIp: string;
}

let lastSequence = 0n;

/** Hexadecimal and growing within and across runs, so that readers can order the events of one key. */
export function nextSequencer(): string {
  const now = BigInt(Date.now()) << 16n;
  lastSequence = now > lastSequence ? now : lastSequence + 1n;
  return lastSequence.toString(16).toUpperCase().padStart(18, "0");
}

function event(
  plan: BucketPlan,
  detailType: string,
  object: object,
  origin: Origin,
  more: object = {},
): BusEvent {
  return {
    source: "aws.s3",
    "detail-type": detailType,
    resources: [plan.arn],
    detail: {
      version: "0",
      bucket: { name: plan.name },
      object,
      "request-id": origin.requestId,
      requester: origin.requester,
      "source-ip-address": origin.sourceIp,
      reason: origin.reason,
      ...more,
    },
  };
}

/** `Object Created` as S3 sends it to EventBridge; the key is plain, not URL-encoded as in S3's older notifications. */
export function createdEvent(
  plan: BucketPlan,
  key: string,
  version: ObjectVersion,
  versioned: boolean,
  sequencer: string,
  origin: Origin,
): BusEvent {
  const object = {
    key,
    size: version.size,
    etag: version.etag,
    ...(versioned ? { "version-id": version.versionId } : {}),
    sequencer,
  };
  return event(plan, "Object Created", object, origin);
}

/** `Object Deleted`; `versionId` is that of the marker or of the version that went. */
export function deletedEvent(
  plan: BucketPlan,
  key: string,
  versionId: string | undefined,
  deletionType: "Permanently Deleted" | "Delete Marker Created",
  sequencer: string,
  origin: Origin,
): BusEvent {
  const object = { key, ...(versionId === undefined ? {} : { "version-id": versionId }), sequencer };
  return event(plan, "Object Deleted", object, origin, { "deletion-type": deletionType });
}
