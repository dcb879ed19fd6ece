import { Agent, request } from "node:http";

/** An answer of the engine; `body` is its JSON, `{}` when it sent none. */
export interface EngineResponse {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Speaks DynamoDB's JSON protocol with the engine behind the runtime. */
export interface EngineClient {
  /** @param target full X-Amz-Target such as `DynamoDB_20120810.PutItem` */
  send(target: string, input: unknown): Promise<EngineResponse>;
  /** Like {@link send}, but an error answer is thrown with the engine's message. */
  call(target: string, input: unknown): Promise<EngineResponse["body"]>;
  close(): void;
}

export const TABLES = "DynamoDB_20120810";
export const STREAMS = "DynamoDBStreams_20120810";
const MAX_SOCKETS = 64;

/** An emulator looks for a signature but does not check it; the gateway has already checked the caller's. */
function headers(target: string, length: number): Record<string, string | number> {
  return {
    "content-type": "application/x-amz-json-1.0",
    "content-length": length,
    "x-amz-target": target,
    "x-amz-date": "20260101T000000Z",
    authorization:
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00",
  };
}

/** The exception's bare name in an error answer: `ResourceNotFoundException`. */
export function errorName(body: EngineResponse["body"]): string {
  const { __type: type } = body;
  return typeof type === "string" ? type.slice(type.lastIndexOf("#") + 1) : "";
}

export function errorMessage(body: EngineResponse["body"]): string {
  const message = body.message ?? body.Message;
  return typeof message === "string" ? message : "";
}

/** A client with its own pool of connections to `endpoint` (`http://127.0.0.1:8000`). */
export function createEngineClient(endpoint: string): EngineClient {
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  const send = (target: string, input: unknown): Promise<EngineResponse> =>
    new Promise((resolve, reject) => {
      const payload = Buffer.from(JSON.stringify(input));
      const outgoing = request(
        endpoint,
        { method: "POST", agent, headers: headers(target, payload.length) },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", reject);
          incoming.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            try {
              resolve({ status: incoming.statusCode ?? 500, body: text === "" ? {} : JSON.parse(text) });
            } catch (cause) {
              reject(
                new Error(
                  `The DynamoDB engine at ${endpoint} did not answer in JSON: ${text.slice(0, 200)}`,
                  { cause },
                ),
              );
            }
          });
        },
      );
      outgoing.on("error", reject);
      outgoing.end(payload);
    });
  return {
    send,
    async call(target, input) {
      const { status, body } = await send(target, input);
      if (status !== 200)
        throw new Error(`The DynamoDB engine refused ${target}: ${errorName(body)} ${errorMessage(body)}`);
      return body;
    },
    close: () => agent.destroy(),
  };
}
