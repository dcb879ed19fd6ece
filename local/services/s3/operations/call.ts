import type { IncomingMessage, ServerResponse } from "node:http";
import type { NeededAction } from "../../../runtime-ports.ts";
import type { Caller } from "../auth/authenticate.ts";
import type { PermissionContext } from "../auth/permissions.ts";
import type { Bucket } from "../store/bucket.ts";
import type { Origin } from "../store/object-events.ts";
import { s3Error } from "../wire/s3-error.ts";
import { type XmlNode, xmlDocument } from "../wire/xml.ts";

/** One authenticated request, and the way to answer it. */
export interface S3Call {
  readonly operation: string;
  readonly method: string;
  readonly bucketName: string;
  readonly key: string;
  readonly query: URLSearchParams;
  /** Lower-case names; `x-amz-*` parameters of a presigned query count as headers, as they do on AWS. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly caller: Caller;
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What permissions of this request have in common. */
  readonly permission: PermissionContext;
  /** @throws AccessDenied */
  authorize(...needed: readonly NeededAction[]): void;
  origin(reason: Origin["reason"]): Origin;
}

/** What the operations work on. */
export interface S3Context {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly region: string;
  readonly account: string;
  /** Base of the URLs in answers. */
  endpoint(call: S3Call): string;
}

export type Operation = (s3: S3Context, call: S3Call) => Promise<void>;

/** @throws NoSuchBucket */
export function bucketOf(s3: S3Context, name: string): Bucket {
  const bucket = s3.buckets.get(name);
  if (!bucket) throw s3Error("NoSuchBucket", undefined, { BucketName: name });
  return bucket;
}

export function answerXml(
  { response }: S3Call,
  status: number,
  root: string,
  content: XmlNode,
  headers: Record<string, string> = {},
): void {
  const body = xmlDocument(root, content);
  response.writeHead(status, {
    ...headers,
    "content-type": "application/xml",
    "content-length": String(Buffer.byteLength(body)),
  });
  response.end(body);
}

export function answerEmpty(
  { response }: S3Call,
  status: number,
  headers: Record<string, string> = {},
): void {
  response.writeHead(
    status,
    status === 204 || status === 304 ? headers : { ...headers, "content-length": "0" },
  );
  response.end();
}

/** `versionId` of the query; AWS takes the literal "null" in buckets without versions too. */
export function versionIdOf({ query }: S3Call): string | undefined {
  return query.get("versionId") ?? undefined;
}

/** A positive integer parameter with S3's cap. @throws InvalidArgument */
export function countParameter({ query }: S3Call, name: string, cap = 1000): number {
  const text = query.get(name);
  if (text === null) return cap;
  if (!/^\d+$/.test(text))
    throw s3Error("InvalidArgument", `Provided ${name} not an integer or within integer range`);
  return Math.min(Number(text), cap);
}
