/** A change of an item as DynamoDB Streams gives it to Lambda; attribute values are in DynamoDB's JSON. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly dynamodb: {
    readonly SequenceNumber: string;
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number;
    readonly [name: string]: unknown;
  };
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
}

/** `TRIM_HORIZON`, `LATEST`, or the sequence number of the last record that was read. */
export type StreamPosition = string;

/** Where mappings read table streams from. */
export interface StreamSource {
  /** The shards of a stream now; a new one is read from its beginning. */
  shards(streamArn: string): Promise<readonly string[]>;
  /**
   * Up to `limit` records after a position, in order. `next` is where to go on; it may be left out when that is the
   * last record (or, without records, the position asked for), but not after LATEST, or what is written before the
   * next call would be missed.
   */
  read(
    streamArn: string,
    shardId: string,
    after: StreamPosition,
    limit: number,
  ): Promise<{ readonly records: readonly StreamRecord[]; readonly next?: StreamPosition }>;
}
