import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { Plan } from "../../plan/plan.ts";
import type { Authorizer, AwsError, Credentials, EmitAwsEvent, RawHttp } from "../../runtime-ports.ts";
import { authenticate, type Caller } from "./auth/authenticate.ts";
import { createObjects, type Objects } from "./objects.ts";
import type { Operation, S3Call, S3Context } from "./operations/call.ts";
import { operationName } from "./operations/operation-name.ts";
import { operationTable } from "./operations/table.ts";
import { type Bucket, openBucket } from "./store/bucket.ts";
import { createEventOutbox } from "./store/event-outbox.ts";
import { corsHeaders } from "./wire/cors.ts";
import { asS3Error, s3Error } from "./wire/s3-error.ts";
import { xmlErrorDocument } from "./wire/xml.ts";

export interface S3Settings {
  readonly plan: Pick<Plan, "buckets" | "region" | "account">;
  /** Folder that holds the buckets; created when missing. */
  readonly dir: string;
  readonly credentials: Credentials;
  readonly authorizer: Authorizer;
  readonly emit: EmitAwsEvent;
  /** Base of the URLs in answers; the request's own Host when absent. */
  readonly publicEndpoint?: string;
}

export interface S3 {
  /** Path-style S3 over HTTP: verifies signatures itself, streams bodies both ways. */
  readonly handle: RawHttp;
  /** The same objects for the other parts of the runtime. */
  readonly objects: Objects;
  /** Resolves when every event of an acknowledged change is on the bus. */
  idle(): Promise<void>;
  /** Waits for requests and the event under way; what is left is emitted by the next start. */
  close(): Promise<void>;
}

/** Query parameters that belong to the signature and are not headers in disguise. */
const signatureParameters = new Set([
  "x-amz-algorithm",
  "x-amz-credential",
  "x-amz-date",
  "x-amz-expires",
  "x-amz-signature",
  "x-amz-signedheaders",
  "x-amz-security-token",
]);

interface Head {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bucketName: string;
  readonly key: string;
}

function readHead(request: IncomingMessage): Head {
  const [path = "/", search = ""] = (request.url ?? "/").split(/\?(.*)/s);
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(",") : value;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw s3Error("InvalidArgument", "Couldn't parse the specified URI.");
  }
  const slash = decoded.indexOf("/", 1);
  const bucketName = slash < 0 ? decoded.slice(1) : decoded.slice(1, slash);
  const key = slash < 0 ? "" : decoded.slice(slash + 1);
  return {
    method: request.method ?? "GET",
    path,
    query: new URLSearchParams(search),
    headers,
    bucketName,
    key,
  };
}

/** A presigner moves x-amz- headers into the query; S3 reads them as the headers they were. */
function effectiveHeaders(
  { headers, query }: Head,
  caller: Caller,
): Readonly<Record<string, string | undefined>> {
  if (caller.authType !== "REST-QUERY-STRING") return headers;
  const hoisted = [...query]
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith("x-amz-") && !signatureParameters.has(name));
  return { ...Object.fromEntries(hoisted), ...headers };
}

function answerError(
  request: IncomingMessage,
  response: ServerResponse,
  error: AwsError,
  resource: string,
  requestId: string,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const fields = Object.fromEntries(
    Object.entries(error.fields).map(([name, value]) => [name, String(value)]),
  );
  const body = xmlErrorDocument({
    Code: error.code,
    Message: error.message,
    ...fields,
    Resource: resource,
    RequestId: requestId,
    HostId: "local",
  });
  if (request.method === "HEAD") response.writeHead(error.status).end();
  else
    response
      .writeHead(error.status, {
        "content-type": "application/xml",
        "content-length": String(Buffer.byteLength(body)),
      })
      .end(body);
}

/** Reads what is left of a refused upload: a client that is still writing would see a broken pipe, not the answer. */
async function drain(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  // somebody who stopped reading in the middle still listens, and would keep the stream from flowing
  request.removeAllListeners("readable");
  request.resume();
  await finished(request).catch(() => undefined);
}

/** Starts S3 for the plan's buckets on `dir`. Interrupted writes of an earlier run are removed, its events completed. */
export async function createS3(settings: S3Settings): Promise<S3> {
  const { plan, dir, credentials, authorizer, emit } = settings;
  const outbox = createEventOutbox(emit);
  const buckets = new Map<string, Bucket>();
  for (const bucket of plan.buckets)
    buckets.set(bucket.name, await openBucket(bucket, join(dir, bucket.name), outbox));

  const operations = operationTable({
    credentials,
    authorize: (principal, needed) => authorizer.check(principal, needed),
  });
  const context: S3Context = {
    buckets,
    region: plan.region,
    account: plan.account,
    endpoint: (call) => settings.publicEndpoint ?? `http://${call.headers.host ?? "127.0.0.1"}`,
  };
  const underWay = new Set<Promise<void>>();

  function find(operation: string): Operation {
    const found = operations.get(operation);
    if (found) return found;
    const message = /Bucket|Configuration|PublicAccess|Ownership/.test(operation)
      ? `${operation} is not supported by local S3: buckets and their settings come from the template.`
      : `${operation} is not supported by local S3.`;
    throw s3Error("NotImplemented", message);
  }

  async function serve(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const head = readHead(request);
    const { method, bucketName, key } = head;
    const rules = buckets.get(bucketName)?.plan.cors ?? [];
    const {
      origin,
      "access-control-request-method": asked,
      "access-control-request-headers": askedHeaders,
    } = head.headers;
    const cors = corsHeaders(rules, { origin, method: asked ?? method, requestHeaders: askedHeaders });
    for (const [name, value] of Object.entries(cors ?? {})) response.setHeader(name, value);
    if (method === "OPTIONS") {
      if (cors) response.writeHead(200, { "content-length": "0" }).end();
      else throw s3Error("AccessDenied", "CORSResponse: This CORS request is not allowed.");
      return;
    }
    const caller = authenticate(head, credentials, plan.region, Date.now());
    const headers = effectiveHeaders(head, caller);
    const operation = operationName({ method, bucket: bucketName, key, query: head.query, headers });
    const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1";
    const call: S3Call = {
      operation,
      method,
      bucketName,
      key,
      query: head.query,
      headers,
      caller,
      requestId,
      request,
      response,
      permission: {
        region: plan.region,
        account: plan.account,
        // Loopback stands for the TLS that clients use in the cloud.
        keys: {
          "aws:SecureTransport": "true",
          "aws:SourceIp": sourceIp,
          "s3:authType": caller.authType,
          "s3:signatureversion": "AWS4-HMAC-SHA256",
        },
      },
      authorize: (...needed) => {
        if (needed.length > 0) authorizer.check(caller.principal, needed);
      },
      origin: (reason) => ({
        reason,
        requestId,
        requester: caller.principal.kind === "service" ? caller.principal.service : plan.account,
        sourceIp,
      }),
    };
    await find(operation)(context, call);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomBytes(8).toString("hex").toUpperCase();
    response.setHeader("x-amz-request-id", requestId);
    response.setHeader("server", "AmazonS3");
    try {
      await serve(request, response, requestId);
    } catch (thrown) {
      const error = asS3Error(thrown);
      if (error.status >= 500 && error.code === "InternalError" && !request.destroyed)
        console.error("s3:", thrown);
      await drain(request);
      answerError(request, response, error, (request.url ?? "/").split("?")[0] ?? "/", requestId);
    }
  }

  return {
    handle(request, response) {
      const work = handle(request, response);
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
    objects: createObjects(buckets, authorizer, {
      region: plan.region,
      account: plan.account,
      keys: { "aws:SecureTransport": "true" },
    }),
    idle: () => outbox.idle(),
    async close() {
      await Promise.all(underWay);
      await outbox.close();
    },
  };
}
