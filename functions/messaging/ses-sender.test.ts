import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MessageId } from "../../shared/model/ids.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeSesSender, SENDER_CLIENT } from "./ses-sender.ts";
import { makeWorld } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

let server: Server | undefined;
afterEach(() => server?.close());

type Answer = { status: number; error?: string; body?: object } | "reset" | "silence";

/** A provider on a real socket that reads the whole request and then answers as told. */
async function provider(answer: Answer, requestTimeout = 10_000) {
  const requests: Record<string, unknown>[] = [];
  const listening = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on("end", () => {
      requests.push(JSON.parse(text) as Record<string, unknown>);
      if (answer === "silence") return;
      if (answer === "reset") {
        request.socket.resetAndDestroy();
        return;
      }
      response.writeHead(answer.status, {
        "content-type": "application/json",
        ...(answer.error === undefined ? {} : { "x-amzn-errortype": answer.error }),
      });
      response.end(JSON.stringify(answer.body ?? { message: "no" }));
    });
  });
  server = listening;
  await new Promise<void>((done) => listening.listen(0, "127.0.0.1", done));
  const { port } = listening.address() as AddressInfo;
  const ses = new SESv2Client({
    ...SENDER_CLIENT,
    requestHandler: { ...SENDER_CLIENT.requestHandler, requestTimeout },
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return {
    requests,
    sender: makeSesSender({ ses, from: "invito@acme.example", configurationSet: "invito" }),
  };
}
const MAIL = {
  channel: "email" as const,
  messageId: MessageId.parse("msg_01JD0000000000000000000001"),
  attempt: 1,
  to: "niamh.brennan@example.com",
  fromName: "Ana Ruiz, Acme Therapeutics",
  subject: "S",
  html: "<p>H</p>",
  text: "T",
  unsubscribeUrl: "https://hcp.acme.example/u/abc",
};

describe("sending through SES", () => {
  it("carries one-click unsubscribe, the tags and the configuration set", async () => {
    const { requests, sender } = await provider({ status: 200, body: { MessageId: "0100" } });
    expect(await sender.send(MAIL)).toEqual({ kind: "accepted", providerMessageId: "0100" });
    expect(requests).toMatchObject([
      {
        FromEmailAddress: '"Ana Ruiz, Acme Therapeutics" <invito@acme.example>',
        Destination: { ToAddresses: [MAIL.to] },
        ConfigurationSetName: "invito",
        EmailTags: [
          { Name: "messageId", Value: MAIL.messageId },
          { Name: "attempt", Value: "1" },
        ],
        Content: {
          Simple: {
            Headers: [
              { Name: "List-Unsubscribe", Value: "<https://hcp.acme.example/u/abc>" },
              { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
            ],
          },
        },
      },
    ]);
  });

  it.each([
    [
      429,
      "TooManyRequestsException",
      { kind: "refused", code: "TooManyRequestsException", permanent: false },
    ],
    [400, "LimitExceededException", { kind: "refused", code: "LimitExceededException", permanent: false }],
    [400, "MessageRejected", { kind: "refused", code: "MessageRejected", permanent: true }],
    [403, "AccessDeniedException", { kind: "refused", code: "AccessDeniedException", permanent: false }],
    [500, "InternalServiceErrorException", { kind: "unknown" }],
    [503, "ServiceUnavailable", { kind: "unknown" }],
  ] as const)("reads %i %s", async (status, error, outcome) => {
    const { requests, sender } = await provider({ status, error });
    expect(await sender.send(MAIL)).toMatchObject(outcome);
    expect(requests).toHaveLength(1);
  });

  it("calls a silent provider unknown after one request", async () => {
    const { requests, sender } = await provider("silence", 200);
    expect(await sender.send(MAIL)).toMatchObject({ kind: "unknown" });
    expect(requests).toHaveLength(1);
    server?.closeAllConnections();
  });

  it("calls a provider that nobody can reach a refusal", async () => {
    const { sender } = await provider({ status: 200 });
    await new Promise((closed) => server?.close(closed));
    expect(await sender.send(MAIL)).toEqual({ kind: "refused", code: "ECONNREFUSED", permanent: false });
  });

  it("makes exactly one request when the provider takes it and resets, and the message ends unknown", async () => {
    const { requests, sender } = await provider("reset");
    const world = makeWorld(engine);
    const messageId = await world.queue(await world.reachable());
    const handOff = world.handOff(sender);
    await handOff(messageId);
    expect(await world.found(messageId)).toMatchObject({ state: "unknown", reason: { code: "UNKNOWN" } });
    await handOff(messageId);
    expect(requests).toHaveLength(1);
  });
});
