import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PinpointClient } from "@aws-sdk/client-pinpoint";
import { afterEach, describe, expect, it } from "vitest";
import { MessageId } from "../../shared/model/ids.ts";
import { makePinpointSender, outcomeOf } from "./pinpoint-sender.ts";
import { SENDER_CLIENT } from "./ses-sender.ts";

let server: Server | undefined;
afterEach(() => server?.close());

async function provider(status: number, result: Record<string, unknown>) {
  const requests: { path: string | undefined; body: unknown }[] = [];
  const listening = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on("end", () => {
      requests.push({ path: request.url, body: JSON.parse(text) });
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ ApplicationId: "app", Result: result }));
    });
  });
  server = listening;
  await new Promise<void>((done) => listening.listen(0, "127.0.0.1", done));
  const pinpoint = new PinpointClient({
    ...SENDER_CLIENT,
    endpoint: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const from = "invito@acme.example";
  return {
    requests,
    sender: makePinpointSender({ pinpoint, applicationId: "app", from, smsOrigination: "+35361" }),
  };
}
const messageId = MessageId.parse("msg_01JD0000000000000000000001");

describe("sending through Pinpoint", () => {
  it("sends a text with its message id as context", async () => {
    const to = "+353861234567";
    const { requests, sender } = await provider(200, {
      [to]: { DeliveryStatus: "SUCCESSFUL", MessageId: "p-1", StatusCode: 200 },
    });
    const outcome = await sender.send({ channel: "sms", messageId, attempt: 1, to, text: "T" });
    expect(outcome).toEqual({ kind: "accepted", providerMessageId: "p-1" });
    expect(requests).toMatchObject([
      {
        path: "/v1/apps/app/messages",
        body: {
          Addresses: { [to]: { ChannelType: "SMS" } },
          Context: { messageId, attempt: "1" },
          MessageConfiguration: {
            SMSMessage: { Body: "T", MessageType: "PROMOTIONAL", OriginationNumber: "+35361" },
          },
        },
      },
    ]);
  });

  it("sends an e-mail with one-click unsubscribe", async () => {
    const to = "niamh.brennan@example.com";
    const { requests, sender } = await provider(200, {
      [to]: { DeliveryStatus: "SUCCESSFUL", MessageId: "p-2", StatusCode: 200 },
    });
    const mail = {
      fromName: "Acme",
      subject: "S",
      html: "H",
      text: "T",
      unsubscribeUrl: "https://hcp.acme.example/u/abc",
    };
    expect(await sender.send({ channel: "email", messageId, attempt: 1, to, ...mail })).toMatchObject({
      kind: "accepted",
    });
    expect(requests).toMatchObject([
      {
        body: {
          MessageConfiguration: {
            EmailMessage: {
              SimpleEmail: { Headers: [{ Name: "List-Unsubscribe" }, { Name: "List-Unsubscribe-Post" }] },
            },
          },
        },
      },
    ]);
  });

  it("calls a failing service unknown after one request", async () => {
    const { requests, sender } = await provider(500, {});
    const outcome = await sender.send({
      channel: "sms",
      messageId,
      attempt: 1,
      to: "+353861234567",
      text: "T",
    });
    expect(outcome).toMatchObject({ kind: "unknown" });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ["THROTTLED", { kind: "refused", permanent: false }],
    ["OPT_OUT", { kind: "refused", permanent: true }],
    ["PERMANENT_FAILURE", { kind: "refused", permanent: true }],
    ["TEMPORARY_FAILURE", { kind: "unknown" }],
    ["UNKNOWN_FAILURE", { kind: "unknown" }],
    ["DUPLICATE", { kind: "unknown" }],
  ] as const)("reads %s", (status, outcome) => {
    expect(outcomeOf({ DeliveryStatus: status, StatusCode: 400 })).toMatchObject(outcome);
  });

  it("calls a missing result unknown", () => {
    expect(outcomeOf(undefined)).toMatchObject({ kind: "unknown" });
  });
});
