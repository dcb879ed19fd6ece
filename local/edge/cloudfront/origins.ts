/** Where a distribution gets its answers: buckets through origin access control, and HTTP APIs. */
import { Readable } from "node:stream";
import type { BucketPlan, PolicyDocument } from "../../plan/plan.ts";
import { type Authorizer, AwsError, type Principal } from "../../runtime-ports.ts";
import { type EdgeHandler, type EdgeRequest, type EdgeResponse, headerValue } from "../http-message.ts";

/** Reads objects on behalf of AWS services; permissions are checked by the caller. */
export interface BucketReader {
  /**
   * Status 200, 206, 304, 404 or 416; headers with lower-case names, `content-length` and `etag` (quoted) among them.
   * `range` and the conditions are header values as the client sent them. `head` gives an empty body.
   */
  get(
    bucket: string,
    key: string,
    options: {
      readonly head?: boolean;
      readonly range?: string;
      readonly ifNoneMatch?: string;
      readonly ifModifiedSince?: string;
    },
  ): Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Readable;
    /** The customer-managed key that encrypts the object. */
    readonly keyArn?: string;
  }>;
}

/** An origin that reads a private bucket as `cloudfront.amazonaws.com` for this distribution. */
export function bucketOrigin(deps: {
  readonly bucket: BucketPlan;
  readonly distributionArn: string;
  readonly reader: BucketReader;
  readonly authorizer: Authorizer;
}): EdgeHandler {
  const { bucket } = deps;
  const principal: Principal = {
    kind: "service",
    service: "cloudfront.amazonaws.com",
    sourceArn: deps.distributionArn,
  };
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return s3Error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    const key = decodeKey(request.path);
    if (key === undefined) return s3Error(400, "InvalidURI", "Couldn't parse the specified URI.");
    try {
      deps.authorizer.check(principal, [{ action: "s3:GetObject", resource: `${bucket.arn}/${key}` }]);
      return await read(request, key);
    } catch (cause) {
      if (cause instanceof AwsError && cause.status === 403) return accessDenied();
      throw cause;
    }
  };

  async function read(request: EdgeRequest, key: string): Promise<EdgeResponse> {
    const range = headerValue(request.headers, "range");
    const ifNoneMatch = headerValue(request.headers, "if-none-match");
    const ifModifiedSince = headerValue(request.headers, "if-modified-since");
    const found = await deps.reader.get(bucket.name, key, {
      ...(request.method === "HEAD" ? { head: true } : {}),
      ...(range ? { range } : {}),
      ...(ifNoneMatch ? { ifNoneMatch } : {}),
      ...(ifModifiedSince ? { ifModifiedSince } : {}),
    });
    // objects of one bucket may be encrypted differently, so the key is known only now
    if (found.keyArn !== undefined) {
      try {
        deps.authorizer.check(principal, [{ action: "kms:Decrypt", resource: found.keyArn }]);
      } catch (cause) {
        found.body.destroy();
        throw cause;
      }
    }
    if (found.status === 404) {
      found.body.destroy();
      // S3 tells only those who may list that a key does not exist.
      return mayList(bucket.policy)
        ? s3Error(404, "NoSuchKey", "The specified key does not exist.")
        : accessDenied();
    }
    if (found.status === 416) {
      found.body.destroy();
      return s3Error(416, "InvalidRange", "The requested range is not satisfiable");
    }
    return {
      status: found.status,
      headers: [...Object.entries(found.headers), ["server", "AmazonS3"]],
      body: found.body,
    };
  }
}

/** Whether the bucket's policy lets CloudFront list it. */
export function mayList(policy: PolicyDocument | undefined): boolean {
  return (policy?.Statement ?? []).some(
    ({ Effect, Action, Principal: who }) =>
      Effect === "Allow" &&
      [Action ?? []].flat().some((action) => ["s3:ListBucket", "s3:List*", "s3:*", "*"].includes(action)) &&
      (who === "*" || [who?.Service ?? []].flat().includes("cloudfront.amazonaws.com")),
  );
}

/** Reads a body whole when it is no longer than `limit`; otherwise gives undefined and leaves the stream unread. */
export async function readWhole(response: EdgeResponse, limit: number): Promise<Buffer | undefined> {
  if (Buffer.isBuffer(response.body)) return response.body;
  const length = Number(headerValue(response.headers, "content-length") ?? Number.NaN);
  if (!(length <= limit)) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** Closes an answer's stream that nobody will read. */
export function discard(response: EdgeResponse): void {
  if (response.body instanceof Readable) response.body.destroy();
}

function accessDenied(): EdgeResponse {
  return s3Error(403, "AccessDenied", "Access Denied");
}

function s3Error(status: number, code: string, message: string): EdgeResponse {
  return {
    status,
    headers: [
      ["content-type", "application/xml"],
      ["server", "AmazonS3"],
    ],
    body: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    ),
  };
}

function decodeKey(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return undefined;
  }
}
