/** A {@link BucketReader} over the object store's own port, with S3's headers and conditions. */
import { Readable } from "node:stream";
import { AwsError } from "../../runtime-ports.ts";
import type { BucketReader } from "./origins.ts";

/** What is needed of the object store; its own port fits. Permissions are checked before it is asked. */
export interface ObjectSource {
  head(bucket: string, key: string): Promise<StoredObject | undefined>;
  /** `range` is a Range header; throws an AwsError 416 when it cannot be satisfied. */
  get(bucket: string, key: string, range?: string): Promise<StoredBody | undefined>;
}
interface StoredObject {
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly keyArn?: string;
}
interface StoredBody {
  readonly info: StoredObject;
  /** First and last byte, inclusive. */
  readonly range?: { readonly start: number; readonly end: number };
  readonly body: Readable;
}

/** Answers like S3's GetObject and HeadObject. */
export function bucketReader(objects: ObjectSource): BucketReader {
  return {
    async get(bucket, key, { head, range, ifNoneMatch, ifModifiedSince }) {
      const info = await objects.head(bucket, key);
      if (!info) return { status: 404, headers: {}, body: Readable.from([]) };
      const headers = headersOf(info);
      const encryption = info.keyArn === undefined ? {} : { keyArn: info.keyArn };
      if (isUnchanged(info, ifNoneMatch, ifModifiedSince))
        return { status: 304, headers, body: Readable.from([]), ...encryption };
      if (head) return { status: 200, headers, body: Readable.from([]), ...encryption };
      try {
        const found = await objects.get(bucket, key, range);
        if (!found) return { status: 404, headers: {}, body: Readable.from([]) };
        const own = headersOf(found.info);
        if (!found.range) return { status: 200, headers: own, body: found.body, ...encryption };
        const { start, end } = found.range;
        const part = {
          "content-length": String(end - start + 1),
          "content-range": `bytes ${start}-${end}/${found.info.size}`,
        };
        return { status: 206, headers: { ...own, ...part }, body: found.body, ...encryption };
      } catch (cause) {
        if (cause instanceof AwsError && cause.status === 416)
          return {
            status: 416,
            headers: { "content-range": `bytes */${info.size}` },
            body: Readable.from([]),
          };
        throw cause;
      }
    },
  };
}

function headersOf(info: StoredObject): Readonly<Record<string, string>> {
  const metadata = Object.entries(info.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  return {
    ...info.headers,
    ...Object.fromEntries(metadata),
    "content-type": info.contentType,
    "content-length": String(info.size),
    etag: `"${info.etag}"`,
    "last-modified": new Date(info.lastModified).toUTCString(),
    "accept-ranges": "bytes",
  };
}

function isUnchanged(
  info: StoredObject,
  ifNoneMatch: string | undefined,
  ifModifiedSince: string | undefined,
): boolean {
  if (ifNoneMatch !== undefined)
    return ifNoneMatch
      .split(",")
      .some((tag) => ["*", info.etag].includes(tag.trim().replace(/^W\//, "").replaceAll('"', "")));
  // HTTP dates have whole seconds.
  return Math.floor(info.lastModified / 1000) * 1000 <= Date.parse(ifModifiedSince ?? "");
}
