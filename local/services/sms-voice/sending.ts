/** SendTextMessage and SendMediaMessage: texts go to the local inbox, with the events the service would emit. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError, type AwsRequest, type AwsResponse, type NeededAction } from "../../runtime-ports.ts";
import { jsonAnswer, parseBody } from "../json-protocol.ts";
import type { DeliveryReports } from "../messaging/delivery-reports.ts";
import type { FaultGate } from "../messaging/faults.ts";
import { type Inbox, type InboxMessage, linksIn } from "../messaging/inbox.ts";
import { textEvent } from "../messaging/text-outcome.ts";
import { SMS_VOICE_JSON, type SmsVoiceOperations } from "./sms-voice-service.ts";

const common = {
  DestinationPhoneNumber: z
    .string()
    .max(20)
    .regex(/^\+?[1-9][0-9]{1,18}$/),
  OriginationIdentity: z.string().min(1).max(256).optional(),
  MessageType: z.enum(["TRANSACTIONAL", "PROMOTIONAL"]).optional(),
  ConfigurationSetName: z.string().min(1).max(256).optional(),
  ProtectConfigurationId: z.string().optional(),
  MaxPrice: z
    .string()
    .regex(/^[0-9]{0,2}\.[0-9]{1,5}$/)
    .optional(),
  TimeToLive: z.int().min(5).max(259_200).optional(),
  Context: z
    .record(z.string().min(1).max(100).regex(/^\S+$/), z.string().min(1).max(800))
    .refine((pairs) => Object.keys(pairs).length <= 5, "at most 5 pairs")
    .default({}),
  DryRun: z.boolean().default(false),
  MessageFeedbackEnabled: z.boolean().optional(),
};
const body = z.string().min(1).max(1600).regex(/\S/);
const SendText = z.object({ ...common, MessageBody: body });
const SendMedia = z.object({
  ...common,
  OriginationIdentity: z.string().min(1).max(256),
  MessageBody: body.optional(),
  MediaUrls: z.tuple([z.string().regex(/^s3:\/\/[a-z0-9.-]{3,63}\/.+$/)]),
});
type Send = z.output<typeof SendText> | z.output<typeof SendMedia>;

export interface SendingDeps {
  readonly inbox: Inbox;
  readonly reports: DeliveryReports;
  readonly gate: FaultGate;
  readonly region: string;
  readonly account: string;
  /** Whether a number is on an opt-out list. @default none is */
  readonly optedOut?: (number: string) => boolean;
}

/** The operations by which texts leave; every accepted one is in the inbox before the service answers. */
export function sendingOperations(deps: SendingDeps): SmsVoiceOperations {
  const arn = (resource: string) => `arn:aws:sms-voice:${deps.region}:${deps.account}:${resource}`;

  function needsFor(action: string, send: Send): NeededAction[] {
    const { OriginationIdentity, ConfigurationSetName, ProtectConfigurationId } = send;
    const resources = [
      ...(OriginationIdentity === undefined ? [] : [arn(identityOf(OriginationIdentity))]),
      ...(ConfigurationSetName === undefined ? [] : [arn(`configuration-set/${ConfigurationSetName}`)]),
      ...(ProtectConfigurationId === undefined
        ? []
        : [arn(`protect-configuration/${ProtectConfigurationId}`)]),
    ];
    return [
      ...(resources.length === 0 ? ["*"] : resources).map((resource) => ({ action, resource })),
      // the service reads the picture with the caller's right
      ...mediaOf(send).map((url) => ({
        action: "s3:GetObject",
        resource: `arn:aws:s3:::${url.slice("s3://".length)}`,
      })),
    ];
  }

  async function take(send: Send): Promise<AwsResponse> {
    await deps.gate.before(send.Context);
    const to = send.DestinationPhoneNumber.replace(/^\+?/, "+");
    if (deps.optedOut?.(to) === true)
      throw new AwsError(400, "ConflictException", "The destination phone number has opted out.", {
        Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
        ResourceType: "phone-number",
        ResourceId: to,
      });
    const message: InboxMessage = {
      id: randomUUID(),
      channel: "sms",
      at: new Date().toISOString(),
      from: send.OriginationIdentity ?? "",
      to: [to],
      ...(send.MessageBody === undefined ? {} : { text: send.MessageBody }),
      headers: {},
      links: linksIn(send.MessageBody, undefined),
      tags: send.Context,
      ...(send.ConfigurationSetName === undefined ? {} : { configurationSet: send.ConfigurationSetName }),
      ...mediaOf(send).reduce((_, media) => ({ media }), {}),
    };
    const answer = jsonAnswer({ MessageId: message.id }, SMS_VOICE_JSON);
    if (send.DryRun) return answer;
    await deps.inbox.add(message);
    await deps.reports.schedule(message.id, [textEvent(message, Date.now())]);
    return deps.gate.after(answer);
  }

  const operation = (action: string, schema: typeof SendText | typeof SendMedia) => ({
    needs: (request: AwsRequest) => needsFor(action, parseBody(schema, request)),
    handle: (request: AwsRequest) => take(parseBody(schema, request)),
  });
  return {
    SendTextMessage: operation("sms-voice:SendTextMessage", SendText),
    SendMediaMessage: operation("sms-voice:SendMediaMessage", SendMedia),
  };
}

function mediaOf(send: Send): readonly string[] {
  return "MediaUrls" in send ? send.MediaUrls : [];
}

/** The resource that an origination identity names: its own ARN, a pool, a number or a sender id. */
function identityOf(identity: string): string {
  if (identity.startsWith("arn:")) return identity.split(":").slice(5).join(":");
  if (identity.startsWith("pool-")) return `pool/${identity}`;
  if (identity.startsWith("phone-")) return `phone-number/${identity}`;
  return identity.startsWith("+") ? "phone-number/*" : `sender-id/${identity}`;
}
