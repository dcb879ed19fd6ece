import type { IncomingHttpHeaders } from "node:http";
import { AwsError, type AwsResponse } from "../runtime-ports.ts";

/** How a request's protocol writes errors. */
export type Protocol = "json" | "rest-json" | "query";

/** AWS's JSON protocols name the operation in a header, the query protocol sends a form. */
export function protocolOf(headers: IncomingHttpHeaders): Protocol {
  if (headers["x-amz-target"] !== undefined) return "json";
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ? "query" : "rest-json";
}

/** The namespace that a JSON service puts before the exception's name. */
const NAMESPACES: Readonly<Record<string, string>> = {
  dynamodb: "com.amazonaws.dynamodb.v20120810#",
  sqs: "com.amazonaws.sqs#",
};

/** Codes that SQS had in its older query protocol, which clients still ask for in a header. */
const SQS_QUERY_CODES: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
};

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The JSON services refuse with an exception's name and status 400; REST services with 403. */
function inProtocol(error: AwsError, protocol: Protocol): { status: number; code: string } {
  if (error.code !== "AccessDenied" || protocol === "query")
    return { status: error.status, code: error.code };
  return { status: protocol === "json" ? 400 : 403, code: "AccessDeniedException" };
}

/** Writes an error as the service's protocol does. Anything but an {@link AwsError} is an internal failure. */
export function errorResponse(thrown: unknown, headers: IncomingHttpHeaders, service: string): AwsResponse {
  const error =
    thrown instanceof AwsError
      ? thrown
      : new AwsError(500, "InternalServerError", "The local runtime failed; see its console.");
  const protocol = protocolOf(headers);
  const { status, code } = inProtocol(error, protocol);
  if (protocol === "query") {
    const type = status < 500 ? "Sender" : "Receiver";
    return {
      status,
      headers: { "content-type": "text/xml" },
      body: `<ErrorResponse><Error><Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(error.message)}</Message></Error></ErrorResponse>`,
    };
  }
  if (protocol === "rest-json")
    return {
      status,
      headers: { "content-type": "application/json", "x-amzn-errortype": code },
      body: JSON.stringify({ message: error.message, Message: error.message, ...error.fields }),
    };
  const queryMode = headers["x-amzn-query-mode"] !== undefined;
  const queryCode = Object.hasOwn(SQS_QUERY_CODES, code) ? SQS_QUERY_CODES[code] : code;
  return {
    status,
    headers: {
      "content-type": headers["content-type"] ?? "application/x-amz-json-1.0",
      ...(queryMode ? { "x-amzn-query-error": `${queryCode};${status < 500 ? "Sender" : "Receiver"}` } : {}),
    },
    body: JSON.stringify({
      __type: `${NAMESPACES[service] ?? ""}${code}`,
      message: error.message,
      ...error.fields,
    }),
  };
}
