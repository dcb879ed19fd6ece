import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { requestUrl } from "../edge/request-url.ts";
import { isLocalHost } from "../local-host.ts";
import {
  type Authorizer,
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type AwsService,
  ConnectionReset,
  type Credentials,
  type Principal,
  type RawHttp,
} from "../runtime-ports.ts";
import { readClaim, type SignatureClaim, verifySignature } from "./sigv4.ts";
import { errorResponse, protocolOf } from "./wire-errors.ts";

export interface GatewayOptions {
  readonly services: readonly AwsService[];
  /** S3 verifies and answers by itself, because bodies are streamed and URLs presigned. */
  readonly s3: RawHttp;
  /** Unsigned requests below `/<bucket>` are S3's (forms, public objects, preflights). */
  readonly bucketNames: readonly string[];
  readonly authorizer: Authorizer;
  readonly credentials: Credentials;
  /** Told about failures of the runtime itself, not about refusals. */
  readonly onFailure?: (error: unknown, request: string) => void;
}

export interface Gateway {
  /** Binds to 127.0.0.1; port 0 takes a free one. */
  listen(port: number): Promise<{ readonly url: string; readonly port: number }>;
  close(): Promise<void>;
}

const LARGEST_BODY = 64 * 1024 * 1024;
/** Longer than the SDK's clients keep idle sockets, so that no request meets a closing one. */
const KEEP_ALIVE_MS = 75_000;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new AwsError(413, "RequestEntityTooLarge", "The body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, headers, body }: AwsResponse): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    "x-amzn-requestid": randomUUID(),
    ...headers,
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

/** Whether an unsigned request belongs to S3: an API call of another service names itself. */
function isUnsignedS3(request: IncomingMessage, path: string, buckets: ReadonlySet<string>): boolean {
  if (request.headers["x-amz-target"] !== undefined || protocolOf(request.headers) === "query") return false;
  const bucket = path.split("/")[1] ?? "";
  return buckets.has(decodeURIComponent(bucket));
}

/**
 * One HTTP server for all AWS APIs. It finds the service by the signature's scope, verifies signatures of keys that
 * this runtime issued, asks the authorizer, and answers errors in the protocol of the request.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const services = new Map(options.services.map((service) => [service.signingName, service]));
  const buckets = new Set(options.bucketNames);
  const fail = options.onFailure ?? ((error, request) => console.error(`${request} failed`, error));

  /** An unknown key belongs to somebody who looks around with his own tools; what it may do is the authorizer's matter. */
  const principalOf = (
    claim: SignatureClaim,
    request: IncomingMessage,
    url: URL,
    body: Buffer,
  ): Principal => {
    const found = options.credentials.find(claim.accessKeyId);
    if (found === undefined) return { kind: "developer", mayWrite: false };
    const rawPath = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const parts = {
      method: request.method ?? "GET",
      path: rawPath,
      query: url.search.slice(1),
      headers: request.headers,
      body,
    };
    verifySignature(parts, claim, found.secretAccessKey, Date.now());
    return found.principal;
  };

  const answer = async (request: IncomingMessage, url: URL, claim: SignatureClaim): Promise<AwsResponse> => {
    const body = await readBody(request);
    const service = services.get(claim.service);
    if (service === undefined)
      throw new AwsError(
        400,
        "UnknownOperationException",
        `The service ${claim.service} is not hosted by the local runtime.`,
      );
    const principal = principalOf(claim, request, url, body);
    const target = request.headers["x-amz-target"];
    const awsRequest: AwsRequest = {
      service: claim.service,
      method: request.method ?? "GET",
      url,
      headers: request.headers,
      body,
      principal,
      ...(typeof target === "string" ? { operation: target.slice(target.lastIndexOf(".") + 1) } : {}),
    };
    options.authorizer.check(principal, service.needs(awsRequest));
    return service.handle(awsRequest);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const host = request.headers.host ?? "";
    // A page on the internet whose name is made to resolve to this machine must not read local data.
    if (!isLocalHost(host)) {
      send(response, { status: 403, body: `The host ${host} is not this machine.` });
      return;
    }
    const url = requestUrl(request, `http://${host}`);
    const claim = readClaim(request.headers, url.search.slice(1));
    const place = `${request.method} ${url.pathname} ${String(request.headers["x-amz-target"] ?? "")}`.trim();
    try {
      if (claim?.service === "s3" || (claim === undefined && isUnsignedS3(request, url.pathname, buckets))) {
        await options.s3(request, response);
      } else if (claim === undefined) {
        request.resume();
        throw new AwsError(
          403,
          "MissingAuthenticationTokenException",
          "Request is missing Authentication Token",
        );
      } else {
        send(response, await answer(request, url, claim));
      }
    } catch (error) {
      if (error instanceof ConnectionReset) {
        response.destroy();
        return;
      }
      if (!(error instanceof AwsError)) fail(error, place);
      send(response, errorResponse(error, request.headers, claim?.service ?? ""));
    }
  };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void serve(request, response);
  });
  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => {
          server.off("error", reject);
          const { port: bound } = server.address() as AddressInfo;
          resolve({ port: bound, url: `http://127.0.0.1:${bound}` });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
