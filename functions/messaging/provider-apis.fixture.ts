import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PinpointClient } from "@aws-sdk/client-pinpoint";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { createGateway } from "../../local/gateway/gateway.ts";
import { createJournal } from "../../local/journal/journal.ts";
import type { AwsService } from "../../local/runtime-ports.ts";
import { openMessaging } from "../../local/services/messaging/messaging.ts";
import type { Channel } from "../../shared/model/channel.ts";
import { MessageId } from "../../shared/model/ids.ts";
import { newId } from "../runtime/ids.ts";
import { makeEndUserMessagingSender } from "./end-user-messaging-sender.ts";
import type { OutgoingMessage } from "./message-sender.ts";
import { makePinpointSender } from "./pinpoint-sender.ts";
import { SENDER_CLIENT } from "./sender-client.ts";
import { makeSesSender } from "./ses-sender.ts";

/** How long a sender waits for an answer here, in milliseconds. */
export const IMPATIENT = 300;

export type ProviderApis = Awaited<ReturnType<typeof openProviderApis>>;

/** The providers' APIs as the local runtime serves them, on a real socket, and the senders that speak to them. */
export async function openProviderApis() {
  const dir = mkdtempSync(join(tmpdir(), "senders-"));
  const journal = createJournal(dir);
  const emit = async () => undefined;
  const place = { region: "us-east-1", account: "000000000000" };
  const messaging = await openMessaging({ journal, emit, warn: () => {}, ...place });
  let busy = 0;
  const counted = (service: AwsService): AwsService => ({
    ...service,
    async handle(request) {
      busy += 1;
      return service.handle(request).finally(() => {
        busy -= 1;
      });
    },
  });
  const gateway = createGateway({
    services: messaging.services.map(counted),
    s3: async () => undefined,
    bucketNames: [],
    authorizer: { check: () => undefined },
    credentials: { find: () => undefined },
  });
  const { url } = await gateway.listen(0);

  const client = (endpoint: string) => ({
    ...SENDER_CLIENT,
    requestHandler: { ...SENDER_CLIENT.requestHandler, requestTimeout: IMPATIENT },
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const from = "invito@acme.example";
  const ses = (endpoint = url) =>
    makeSesSender({ ses: new SESv2Client(client(endpoint)), from, configurationSet: "mails" });
  const pinpoint = (endpoint = url) =>
    makePinpointSender({
      pinpoint: new PinpointClient(client(endpoint)),
      applicationId: "app",
      from,
      smsOrigination: "+35361",
    });
  const endUserMessaging = (endpoint = url) =>
    makeEndUserMessagingSender({
      sms: new PinpointSMSVoiceV2Client(client(endpoint)),
      origination: "pool-1",
      configurationSet: "texts",
      maxPrice: "0.20",
    });

  return {
    ...{ messaging, ses, pinpoint, endUserMessaging },
    /** Requests that a provider is still busy with, also those whose sender has given them up. */
    busy: () => busy,
    arrived: ({ messageId }: OutgoingMessage) =>
      messaging.inbox.list().find(({ tags }) => tags.messageId === messageId),
    async close(): Promise<void> {
      messaging.close();
      await gateway.close();
      await journal.close();
      rmSync(dir, { recursive: true });
    },
  };
}

export function messageOf(channel: Channel): OutgoingMessage {
  const messageId = MessageId.parse(newId("msg", Date.now()));
  const common = { messageId, attempt: 1, text: "Acme: https://hcp.acme.example/s/abc" };
  return channel === "sms"
    ? { ...common, channel, to: "+353861234567" }
    : {
        ...common,
        channel,
        to: "niamh.brennan@example.com",
        fromName: "Zoë Ruiz, Acme",
        subject: "Zoë has shared a video with you",
        html: "<p>Zoë</p>",
        unsubscribeUrl: "https://hcp.acme.example/u/abc",
      };
}
