import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";

const item = z.record(z.string(), z.unknown());

/** A record as the engine's GetRecords gives it. */
export const engineRecordSchema = z.object({
  eventName: z.enum(["INSERT", "MODIFY", "REMOVE"]),
  userIdentity: z.object({ type: z.string(), principalId: z.string() }).optional(),
  dynamodb: z.object({
    Keys: item,
    NewImage: item.optional(),
    OldImage: item.optional(),
    SequenceNumber: z.string(),
    SizeBytes: z.number().default(0),
    ApproximateCreationDateTime: z.number(),
  }),
});
export type EngineRecord = z.infer<typeof engineRecordSchema>;

/** One record of a stream event as Lambda hands it to a function; times in seconds since the epoch. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Readonly<Record<string, unknown>>;
    readonly NewImage?: Readonly<Record<string, unknown>>;
    readonly OldImage?: Readonly<Record<string, unknown>>;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
  /** Set when DynamoDB itself deleted the item because it had expired. */
  readonly userIdentity?: { readonly type: "Service"; readonly principalId: "dynamodb.amazonaws.com" };
  readonly eventSourceARN: string;
}

const SETS = new Set(["SS", "NS", "BS"]);

/** Sets have no order, so two images may write them differently. */
function withSortedSets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedSets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SETS.has(name) && Array.isArray(inner) && inner.every((entry) => typeof entry === "string")
        ? [...inner].sort()
        : withSortedSets(inner),
    ]),
  );
}

/** Whether a write left the item as it was: the engine records it, DynamoDB does not. */
export function changesNothing({ eventName, dynamodb: { OldImage, NewImage } }: EngineRecord): boolean {
  return (
    eventName === "MODIFY" &&
    OldImage !== undefined &&
    isDeepStrictEqual(withSortedSets(OldImage), withSortedSets(NewImage))
  );
}

export interface RecordSource {
  readonly region: string;
  readonly streamArn: string;
  /** What the plan's stream shows: KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES. */
  readonly viewType: string;
}

/** Turns an engine's record into what a function receives. */
export function toStreamRecord(
  record: EngineRecord,
  sequenceNumber: string,
  { region, streamArn, viewType }: RecordSource,
  expired: boolean,
): StreamRecord {
  const { Keys, NewImage, OldImage, SizeBytes, ApproximateCreationDateTime } = record.dynamodb;
  const showsNew = viewType === "NEW_IMAGE" || viewType === "NEW_AND_OLD_IMAGES";
  const showsOld = viewType === "OLD_IMAGE" || viewType === "NEW_AND_OLD_IMAGES";
  return {
    eventID: createHash("md5").update(`${streamArn}/${sequenceNumber}`).digest("hex"),
    eventName: record.eventName,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime,
      Keys,
      ...(showsNew && NewImage !== undefined ? { NewImage } : {}),
      ...(showsOld && OldImage !== undefined ? { OldImage } : {}),
      SequenceNumber: sequenceNumber,
      SizeBytes,
      StreamViewType: viewType,
    },
    ...(expired || record.userIdentity !== undefined
      ? { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } }
      : {}),
    eventSourceARN: streamArn,
  };
}
