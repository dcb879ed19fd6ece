import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutgoingMessage } from "./message-sender.ts";
import { messageOf, openProviderApis, type ProviderApis } from "./provider-apis.fixture.ts";

let apis: ProviderApis;
beforeAll(async () => {
  apis = await openProviderApis();
});
afterAll(() => apis.close());

describe("what leaves", () => {
  it("is a mail with both parts, one-click unsubscribe and its tags, by SES", async () => {
    const message = messageOf("email");
    await apis.ses().send(message);
    const mail = apis.arrived(message);
    expect(mail).toMatchObject({
      from: "Zoë Ruiz, Acme <invito@acme.example>",
      to: ["niamh.brennan@example.com"],
      subject: "Zoë has shared a video with you",
      html: "<p>Zoë</p>",
      text: "Acme: https://hcp.acme.example/s/abc",
      configurationSet: "mails",
      tags: { messageId: message.messageId, attempt: "1" },
      headers: {
        "list-unsubscribe": "<https://hcp.acme.example/u/abc>",
        "list-unsubscribe-post": "List-Unsubscribe=One-Click",
      },
    });
    expect(mail?.raw).toBeDefined();
  });

  it("is the same mail by Pinpoint", async () => {
    const message = messageOf("email");
    await apis.pinpoint().send(message);
    expect(apis.arrived(message)).toMatchObject({
      subject: "Zoë has shared a video with you",
      headers: { "list-unsubscribe-post": "List-Unsubscribe=One-Click" },
    });
  });

  it("is a text from the pool, with its picture where it has one", async () => {
    const message = messageOf("sms");
    await apis
      .endUserMessaging()
      .send({ ...message, pictureUrl: "s3://media/previews/p.gif" } as OutgoingMessage);
    expect(apis.arrived(message)).toMatchObject({
      from: "pool-1",
      media: "s3://media/previews/p.gif",
      text: "Acme: https://hcp.acme.example/s/abc",
      tags: { messageId: message.messageId, attempt: "1" },
    });
  });

  it("is nothing on a channel that the provider does not have", async () => {
    for (const [sender, channel] of [
      [apis.ses(), "sms"],
      [apis.endUserMessaging(), "email"],
    ] as const)
      expect(await sender.send(messageOf(channel))).toMatchObject({ kind: "refused", permanent: true });
  });
});
