import type { Plan } from "../../plan/plan.ts";
import { AwsError, type AwsRequest, type AwsService, type NeededAction } from "../../runtime-ports.ts";
import type { EventBus } from "./event-bus.ts";
import {
  busNameOf,
  checkEntry,
  maxRequestBytes,
  type PutEventsEntry,
  putEventsInput,
  sizeOfEntry,
} from "./put-events.ts";

export interface EventsServiceDeps {
  readonly plan: Pick<Plan, "buses" | "region" | "account">;
  readonly bus: Pick<EventBus, "publish" | "envelope">;
}

/** EventBridge's PutEvents (AWS JSON 1.1). An entry is answered with an id once its deliveries are durable. */
export function createEventsService({ plan, bus }: EventsServiceDeps): AwsService {
  const busNames = new Set(["default", ...plan.buses.map(({ name }) => name)]);

  const put = async (entry: PutEventsEntry): Promise<object> => {
    const checked = checkEntry(entry, (name) => busNames.has(name));
    if (!checked.ok) return { ErrorCode: checked.code, ErrorMessage: checked.message };
    const event = bus.envelope(checked.event, checked.timeMs);
    await bus.publish(checked.busName, event);
    return { EventId: event.id };
  };

  return {
    signingName: "events",
    needs(request) {
      const needed = parse(request).map(
        (entry): NeededAction => ({
          action: "events:PutEvents",
          resource: `arn:aws:events:${plan.region}:${plan.account}:event-bus/${busNameOf(entry)}`,
          context: { "events:source": entry.Source ?? "", "events:detail-type": entry.DetailType ?? "" },
        }),
      );
      const distinct = new Map(needed.map((need) => [JSON.stringify(need), need]));
      return [...distinct.values()];
    },
    async handle(request) {
      const answers = await Promise.all(parse(request).map(put));
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.1" },
        body: JSON.stringify({
          FailedEntryCount: answers.filter((answer) => "ErrorCode" in answer).length,
          Entries: answers,
        }),
      };
    },
  };
}

function parse(request: AwsRequest): readonly PutEventsEntry[] {
  if (request.operation !== "PutEvents") {
    const operation = request.operation ?? "request";
    throw new AwsError(
      400,
      "UnknownOperationException",
      `EventBridge ${operation} is not supported locally.`,
    );
  }
  const parsed = putEventsInput.safeParse(parseJson(request.body));
  if (!parsed.success) throw new AwsError(400, "ValidationException", parsed.error.message);
  const entries = parsed.data.Entries;
  if (entries.length < 1 || entries.length > 10) {
    const bound = entries.length < 1 ? "greater than or equal to 1" : "less than or equal to 10";
    throw new AwsError(
      400,
      "ValidationException",
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  if (entries.reduce((sum, entry) => sum + sizeOfEntry(entry), 0) > maxRequestBytes) {
    throw new AwsError(
      400,
      "ValidationException",
      "Total size of the entries in the request is over the limit.",
    );
  }
  return entries;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
}
