/** Pinpoint v1 `SendMessages`: what accounts with a Pinpoint application send text messages and e-mail by. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError, type AwsRequest, type AwsService } from "../../runtime-ports.ts";
import { jsonAnswer, parseBody } from "../json-protocol.ts";
import type { DeliveryReports } from "./delivery-reports.ts";
import type { FaultGate } from "./faults.ts";
import { type Inbox, type InboxMessage, linksIn } from "./inbox.ts";
import { textEvent } from "./text-outcome.ts";

const Part = z.object({ Data: z.string().optional(), Charset: z.string().optional() });
const Sms = z.object({
  Body: z.string().max(1600).optional(),
  MessageType: z.enum(["TRANSACTIONAL", "PROMOTIONAL"]).optional(),
  OriginationNumber: z.string().optional(),
  SenderId: z.string().optional(),
});
const Email = z.object({
  FromAddress: z.string().optional(),
  ReplyToAddresses: z.array(z.string()).optional(),
  Body: z.string().optional(),
  SimpleEmail: z
    .object({
      Subject: Part.optional(),
      HtmlPart: Part.optional(),
      TextPart: Part.optional(),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).optional(),
    })
    .optional(),
});
const MessageRequest = z.object({
  Addresses: z.record(z.string(), z.looseObject({ ChannelType: z.string().optional() })).default({}),
  Context: z.record(z.string(), z.string()).default({}),
  TraceId: z.string().optional(),
  MessageConfiguration: z.object({ SMSMessage: Sms.optional(), EmailMessage: Email.optional() }),
});
type MessageRequest = z.infer<typeof MessageRequest>;

/** Serves `mobiletargeting`; the request's Context are the message's tags. */
export function pinpointService(deps: {
  readonly inbox: Inbox;
  readonly reports: DeliveryReports;
  readonly gate: FaultGate;
  readonly region: string;
  readonly account: string;
}): AwsService {
  return {
    signingName: "mobiletargeting",
    needs(request) {
      const app = appOf(request);
      const resource = `arn:aws:mobiletargeting:${deps.region}:${deps.account}:apps/${app}/messages`;
      return [{ action: "mobiletargeting:SendMessages", resource }];
    },
    async handle(request) {
      const app = appOf(request);
      const input = parseBody(MessageRequest, request, "BadRequestException");
      if (Object.keys(input.Addresses).length === 0 || Object.keys(input.Addresses).length > 100)
        throw new AwsError(400, "BadRequestException", "A request has 1 to 100 addresses.");
      const requestId = randomUUID();
      const results: Record<string, unknown> = {};
      const answer = () => jsonAnswer({ ApplicationId: app, RequestId: requestId, Result: results });
      try {
        await deps.gate.before(input.Context);
      } catch (error) {
        if (!(error instanceof AwsError && isStatus(error.code))) throw error;
        for (const address of Object.keys(input.Addresses))
          results[address] = { DeliveryStatus: error.code, StatusCode: 400, StatusMessage: error.message };
        return answer();
      }
      for (const [address, { ChannelType }] of Object.entries(input.Addresses)) {
        const made = messageFor(address, ChannelType, input);
        if ("problem" in made) {
          results[address] = {
            DeliveryStatus: "PERMANENT_FAILURE",
            StatusCode: 400,
            StatusMessage: made.problem,
          };
          continue;
        }
        const { message } = made;
        await deps.inbox.add(message);
        // the SMS service below Pinpoint reports texts to the default bus by itself; e-mails need an event stream
        if (message.channel === "sms")
          await deps.reports.schedule(message.id, [textEvent(message, Date.now())]);
        results[address] = {
          DeliveryStatus: "SUCCESSFUL",
          StatusCode: 200,
          MessageId: message.id,
          StatusMessage: `MessageId: ${message.id}`,
        };
      }
      return deps.gate.after(answer());
    },
  };
}

/** Pinpoint refuses a single address in its answer's result and the whole request by an exception. */
function isStatus(code: string): boolean {
  return /^[A-Z_]+$/.test(code);
}

function appOf(request: AwsRequest): string {
  const app = /^\/v1\/apps\/([^/]+)\/messages$/.exec(request.url.pathname)?.[1];
  if (request.method === "POST" && app) return decodeURIComponent(app);
  const asked = `${request.method} ${request.url.pathname}`;
  throw new AwsError(404, "UnknownOperationException", `mobiletargeting ${asked} is not hosted locally.`);
}

function messageFor(
  address: string,
  channel: string | undefined,
  input: MessageRequest,
): { readonly message: InboxMessage } | { readonly problem: string } {
  const { SMSMessage, EmailMessage } = input.MessageConfiguration;
  const common = { id: randomUUID(), at: new Date().toISOString(), to: [address], tags: input.Context };
  if (channel === "SMS") {
    if (!SMSMessage?.Body) return { problem: "No message body was given for the SMS channel" };
    if (!/^\+[1-9]\d{6,14}$/.test(address)) return { problem: "Invalid phone number" };
    return {
      message: {
        ...common,
        channel: "sms",
        from: SMSMessage.OriginationNumber ?? SMSMessage.SenderId ?? "",
        text: SMSMessage.Body,
        headers: {},
        links: linksIn(SMSMessage.Body, undefined),
      },
    };
  }
  if (channel !== "EMAIL") return { problem: `Channel ${channel ?? "none"} is not hosted locally` };
  const simple = EmailMessage?.SimpleEmail;
  const text = simple?.TextPart?.Data;
  const html = simple?.HtmlPart?.Data ?? (simple ? undefined : EmailMessage?.Body);
  if (text === undefined && html === undefined)
    return { problem: "No message body was given for the EMAIL channel" };
  const subject = simple?.Subject?.Data;
  return {
    message: {
      ...common,
      channel: "email",
      from: EmailMessage?.FromAddress ?? "",
      ...(subject === undefined ? {} : { subject }),
      ...(text === undefined ? {} : { text }),
      ...(html === undefined ? {} : { html }),
      headers: Object.fromEntries(
        (simple?.Headers ?? []).map(({ Name, Value }) => [Name.toLowerCase(), Value]),
      ),
      links: linksIn(text, html),
    },
  };
}
