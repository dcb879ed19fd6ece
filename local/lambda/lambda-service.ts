import type { FunctionPlan, Plan } from "../plan/plan.ts";
import { AwsError, type AwsRequest, type AwsService, type Invoker } from "../runtime-ports.ts";
import { errorPayload } from "./destination-record.ts";

export interface LambdaServiceDeps {
  readonly plan: Pick<Plan, "functions" | "region" | "account">;
  readonly invoker: Invoker;
}

/** Lambda's Invoke API (REST JSON) for developers and for functions that call functions. */
export function createLambdaService({ plan, invoker }: LambdaServiceDeps): AwsService {
  const target = (request: AwsRequest): string => {
    const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url.pathname) ?? [];
    if (name === undefined || request.method !== "POST") {
      const operation = `${request.method} ${request.url.pathname}`;
      throw new AwsError(404, "UnknownOperationException", `Lambda ${operation} is not supported locally.`);
    }
    return arnOf(decodeURIComponent(name), plan);
  };

  return {
    signingName: "lambda",
    needs: (request) => [{ action: "lambda:InvokeFunction", resource: target(request) }],
    async handle(request) {
      const arn = target(request);
      const event = parseEvent(request.body);
      const kind = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
      const headers = { "content-type": "application/json", "x-amz-executed-version": "$LATEST" };
      if (kind === "DryRun") return { status: 204, headers, body: "" };
      if (kind === "Event") {
        await invoker.invokeLater(arn, event, request.principal);
        return { status: 202, headers, body: "" };
      }
      if (kind !== "RequestResponse") {
        throw new AwsError(400, "InvalidParameterValueException", `Unknown invocation type ${String(kind)}.`);
      }
      const result = await invoker.invoke(arn, event, request.principal);
      if (result.ok) return { status: 200, headers, body: JSON.stringify(result.payload) };
      if (result.reached === false) throw notInvoked(result.errorType, result.errorMessage);
      return {
        status: 200,
        headers: { ...headers, "x-amz-function-error": "Unhandled" },
        body: JSON.stringify(errorPayload(result)),
      };
    },
  };
}

/** A function's name, partial ARN or ARN, with or without $LATEST, as its ARN. */
function arnOf(name: string, plan: LambdaServiceDeps["plan"]): string {
  const bare = name.replace(/:\$LATEST$/, "").replace(/^.*:function:/, "");
  const planned: FunctionPlan | undefined = plan.functions.find((fn) => fn.name === bare);
  return planned?.arn ?? `arn:aws:lambda:${plan.region}:${plan.account}:function:${bare}`;
}

function parseEvent(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError(400, "InvalidRequestContentException", "Could not parse request body into json.");
  }
}

function notInvoked(code: string, message: string): AwsError {
  const statuses: Readonly<Record<string, number>> = {
    TooManyRequestsException: 429,
    RequestEntityTooLargeException: 413,
    ResourceNotFoundException: 404,
    AccessDeniedException: 403,
  };
  return new AwsError(statuses[code] ?? 500, code, message, { Type: "User" });
}
