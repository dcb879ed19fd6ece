import { randomUUID } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import {
  isServerError,
  isThrottlingError,
  isTransientError,
  StandardRetryStrategy,
} from "@smithy/core/retry";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { SignatureV4 } from "@smithy/signature-v4";
import { defaultProvider } from "../environment-credentials.ts";

/** A service of AWS's JSON RPC protocol. */
interface JsonService {
  /** Name in the signature and in the address, e.g. `dynamodb`. */
  readonly name: string;
  /** Service part of X-Amz-Target. */
  readonly target: string;
  readonly version: "1.0" | "1.1";
  /** Environment variable that replaces the service's own address, before AWS_ENDPOINT_URL. */
  readonly endpointVariable: string;
  readonly maxAttempts: number;
  /** First pause of the back-off, ms. */
  readonly baseDelay?: number;
}

/** What the house's functions may set; anything else needs the whole SDK client. */
export interface ClientOptions {
  readonly maxAttempts?: number;
}

/** An answer that is an error: `name` is the AWS exception, as on the SDK's own exceptions. */
export class ServiceException extends Error {
  readonly $fault: "client" | "server";
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string | undefined };

  constructor(name: string, message: string, status: number, requestId: string | undefined) {
    super(message);
    this.name = name;
    this.$fault = status < 500 ? "client" : "server";
    this.$metadata = { httpStatusCode: status, requestId };
  }
}

type ExceptionOf = (name: string, body: Readonly<Record<string, unknown>>) => ServiceException | undefined;

/**
 * A client of one JSON service from the SDK's own parts: its signer, HTTP handler and retry strategy, without its
 * schemas, endpoint rules and middleware. One connection pool; credentials and region as Lambda gives them.
 */
export function jsonClient(service: JsonService, options: ClientOptions, exceptionOf: ExceptionOf) {
  const unknown = Object.keys(options).find((name) => name !== "maxAttempts");
  if (unknown !== undefined)
    throw new Error(`the lean client of ${service.name} does not know the option ${unknown}`);
  const region = process.env.AWS_REGION ?? "";
  const address = new URL(endpointOf(service, region));
  const handler = new NodeHttpHandler({});
  const signer = new SignatureV4({
    service: service.name,
    region,
    sha256: Sha256,
    credentials: defaultProvider(),
  });
  const retries = new StandardRetryStrategy({
    maxAttempts: options.maxAttempts ?? service.maxAttempts,
    ...(service.baseDelay === undefined ? {} : { baseDelay: service.baseDelay }),
  });

  return async (operation: string, body: string): Promise<Record<string, unknown>> => {
    let token = await retries.acquireInitialRetryToken(service.name);
    const invocation = randomUUID();
    for (;;) {
      try {
        const answer = await attempt(operation, body, invocation);
        retries.recordSuccess(token);
        return answer;
      } catch (error) {
        const failure = error instanceof Error ? error : new Error(String(error));
        token = await retries.refreshRetryTokenForRetry(token, { errorType: kindOf(failure) }).catch(() => {
          throw failure;
        });
      }
    }
  };

  async function attempt(operation: string, body: string, invocation: string) {
    const request = new HttpRequest({
      method: "POST",
      protocol: address.protocol,
      hostname: address.hostname,
      ...(address.port === "" ? {} : { port: Number(address.port) }),
      path: "/",
      headers: {
        host: address.host,
        "content-type": `application/x-amz-json-${service.version}`,
        "content-length": String(Buffer.byteLength(body)),
        "x-amz-target": `${service.target}.${operation}`,
        "amz-sdk-invocation-id": invocation,
      },
      body,
    });
    const { response } = await handler.handle(HttpRequest.clone(await signer.sign(request)));
    const answer = JSON.parse((await textOf(response.body)) || "{}") as Record<string, unknown>;
    if (response.statusCode < 300) return answer;
    throw exceptionFrom(answer, response.statusCode, response.headers["x-amzn-requestid"]);
  }

  function exceptionFrom(body: Record<string, unknown>, status: number, requestId: string | undefined) {
    const name = String(body.__type ?? "UnknownError").replace(/^.*#/, "");
    const message = String(body.message ?? body.Message ?? "UnknownError");
    const known = exceptionOf(name, { ...body, message, status, requestId });
    return known ?? new ServiceException(name, message, status, requestId);
  }
}

function endpointOf(service: JsonService, region: string): string {
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return (
    process.env[service.endpointVariable] ??
    process.env.AWS_ENDPOINT_URL ??
    `https://${service.name}.${region}.${suffix}`
  );
}

/** The SDK's own judgement of what another attempt may cure. */
function kindOf(failure: Error) {
  const error = failure as Parameters<typeof isThrottlingError>[0];
  if (isThrottlingError(error)) return "THROTTLING";
  if (isTransientError(error)) return "TRANSIENT";
  return isServerError(error) ? "SERVER_ERROR" : "CLIENT_ERROR";
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
