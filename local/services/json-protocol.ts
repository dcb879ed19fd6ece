/** What the small JSON services of AWS have in common on the wire. */
import type * as z from "zod";
import { AwsError, type AwsRequest, type AwsResponse } from "../runtime-ports.ts";

/** Parses a request's JSON body; throws the service's validation error with the first problem found. */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  request: AwsRequest,
  code = "ValidationException",
): z.output<Schema> {
  let json: unknown;
  try {
    json = request.body.length === 0 ? {} : JSON.parse(request.body.toString("utf8"));
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AwsError(400, code, `${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "not valid"}`);
}

/** A 200 with a JSON body; `type` is the protocol's content type. */
export function jsonAnswer(value: unknown, type = "application/json"): AwsResponse {
  return { status: 200, headers: { "content-type": type }, body: JSON.stringify(value) };
}

/** AWS's answer to an operation that this runtime does not host. */
export function unknownOperation(service: string, operation: string): AwsError {
  return new AwsError(400, "UnknownOperationException", `${service} ${operation} is not hosted locally.`);
}

/** Epoch seconds, as the JSON protocols write times. */
export function epochSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}
