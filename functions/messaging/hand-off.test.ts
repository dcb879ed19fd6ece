import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { sha256 } from "../runtime/hash.ts";
import { readAttention } from "./attention.ts";
import { handOffToken } from "./link-token.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { makeWorld, memorySender, SESSION_KEY } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const record = async (pk: string, sk: string) =>
  (await engine.tables.send(new GetCommand({ TableName: engine.names.records, Key: { pk, sk } }))).Item;

describe("the hand-off of a due message", () => {
  it("sends once, mints the link and the unsubscribe, takes the cap slot and writes the audit chain", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);

    const link = handOffToken(SESSION_KEY, "link", messageId, 1);
    const unsubscribe = handOffToken(SESSION_KEY, "unsub", messageId, 1);
    expect(link).toMatch(/^[0-9A-Za-z]{22}$/);
    expect(sent).toMatchObject([
      { channel: "email", to: hcp.email, unsubscribeUrl: `https://hcp.acme.example/u/${unsubscribe}` },
    ]);
    expect(sent[0]?.text).toContain(`https://hcp.acme.example/s/${link}`);
    expect(await record(`LINK#${sha256(link)}`, "LINK")).toMatchObject({ hcpId: hcp.hcpId, messageId });
    expect(await record(`UNSUBSCRIBE#${sha256(unsubscribe)}`, "UNSUBSCRIBE")).toMatchObject({ messageId });
    expect(await world.found(messageId)).toMatchObject({
      state: "sent",
      handOff: { attempt: 1, providerMessageId: `provider-${messageId}-1` },
    });
    expect((await readAttention(world.deps, hcp.hcpId)).touches).toMatchObject([
      { messageId, at: WEDNESDAY },
    ]);
    const audit = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": `Message#${messageId}` },
      }),
    );
    expect(audit.Items?.map((link) => link.action)).toEqual([
      "message.compose",
      "message.hand_off",
      "message.accepted",
    ]);
  });

  it("stores no token, no address and no name with the message or its audit", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    await world.handOff(memorySender().sender)(messageId);
    const stored = JSON.stringify(await record(`MSG#${messageId}`, "MESSAGE"));
    const token = handOffToken(SESSION_KEY, "link", messageId, 1);
    for (const secret of [token, hcp.email ?? "", hcp.lastName]) expect(stored).not.toContain(secret);
  });

  it("shows the preview only where a version may be shown inside mail (MLR-9)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const { sender, sent } = memorySender();
    await world.handOff(sender)(await world.queue(hcp));
    expect(sent).toMatchObject([{ html: expect.stringContaining(`previews/${"p".repeat(32)}.gif`) }]);
    const other = await world.addHcp();
    const pageOnly = await world.addVersion();
    await world.changeVersion(pageOnly, { channels: ["space"] });
    await world.consent(other, "email", "grant");
    await world.arrange(other, pageOnly);
    await world.handOff(sender)(await world.queue(other));
    expect(sent[1]).toMatchObject({ html: expect.not.stringContaining("<img") });
  });

  it("sends a text of one part (INV-8)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable("sms");
    const messageId = await world.queue(hcp, "sms");
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);
    expect(sent).toMatchObject([
      { channel: "sms", to: hcp.mobile, text: expect.stringContaining("Reply STOP") },
    ]);
    expect(await world.found(messageId)).toMatchObject({ state: "sent" });
  });
});
