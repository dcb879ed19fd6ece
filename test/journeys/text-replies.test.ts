import {
  DescribeOptedOutNumbersCommand,
  PinpointSMSVoiceV2Client,
  PutOptedOutNumberCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { PutSuppressedDestinationCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { GetQueueAttributesCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, it } from "vitest";
import type { HcpView } from "../../shared/contracts/directory.ts";
import { arrange, publish } from "./film.ts";
import { HcpPhone } from "./hcp-phone.ts";
import { until } from "./house.ts";
import { linkTo } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, consentTo, person } from "./people.ts";

const journey = openJourney();
const { house, shared } = journey;
const rep = house.as("rep");
const compliance = house.as("compliance");
/** A Tuesday morning in Paris: the practice is open. */
const NOW = "2026-11-24T10:00:00.000Z";
const LIST = "invito-dev";

const options = {
  endpoint: shared.address.aws,
  region: shared.region,
  credentials: shared.developer,
  maxAttempts: 1,
};
const provider = new PinpointSMSVoiceV2Client(options);
const mails = new SESv2Client(options);

const STORIES = [
  "stop",
  "yes",
  "help",
  "wrong",
  "cancel",
  "resume",
  "twice",
  "carrier",
  "start",
  "bounced",
] as const;
type Story = (typeof STORIES)[number];
const numberOf = (story: Story) => `+336399861${String(STORIES.indexOf(story)).padStart(2, "0")}`;
let people: Map<string, HcpView>;
const hcpOf = (story: Story) => person(people, `TEXT-${story}`).hcpId;

beforeAll(async () => {
  await leap(journey, NOW);
  people = await bringIn(
    house,
    STORIES.map((story) => ({
      external_id: `TEXT-${story}`,
      territory: story === "yes" ? "DE-61" : "FR-61",
      country: story === "yes" ? "DE" : "FR",
      region: "",
      time_zone: story === "yes" ? "Europe/Berlin" : "Europe/Paris",
      language: story === "yes" ? "de-DE" : "fr-FR",
      email: `text.${story}@example.com`,
      mobile: story === "yes" ? "+4915550999161" : numberOf(story),
    })),
  );
  const { versionId } = await publish(house, { country: "FR", title: "For texts" });
  for (const story of STORIES.filter((one) => one !== "yes")) {
    await consentTo(house, hcpOf(story), "sms");
    await arrange(house, hcpOf(story), [versionId]);
  }
});

/** Somebody sends a text to us, as the carrier hands it on. */
async function text(from: string, words: string, id?: string): Promise<void> {
  const answer = await fetch(`${house.address.app}/_local/inbox/texts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from, text: words, ...(id === undefined ? {} : { id }) }),
  });
  expect([answer.status, await answer.json()]).toEqual([202, { topics: 1 }]);
}
const inbox = async (number: string) => (await house.inbox(number)).map((one) => one.text ?? "");
const answer = (number: string, like: RegExp) =>
  until(`an answer like ${like}`, async () => (await inbox(number)).find((one) => like.test(one)));
const sending = async (hcpId: string) =>
  (await rep.call("readConsent", { params: { hcpId } })).standing.find(
    ({ channel, dataUse, purpose }) => channel === "sms" && dataUse === "send" && purpose === "promo",
  )?.state;
const stands = (hcpId: string, state: string) =>
  until(`texts to be ${state}`, async () => ((await sending(hcpId)) === state ? true : undefined));
const dryRun = (hcpId: string) => rep.call("dryRun", { body: { hcpId, channel: "sms" } });
const optedOut = async () => {
  const { OptedOutNumbers } = await provider.send(
    new DescribeOptedOutNumbersCommand({ OptOutListName: LIST }),
  );
  return (OptedOutNumbers ?? []).map(({ OptedOutNumber }) => OptedOutNumber);
};
const work = async (hcpId: string) =>
  (await compliance.call("listInboundWork", { query: { limit: 100 } })).items.filter(({ hcps }) =>
    hcps.some((one) => one.hcpId === hcpId),
  );

describe("STOP by text", () => {
  it("INV-5: reaches a message that waits, is confirmed once, and the number is on the provider's list after that", async () => {
    const hcpId = hcpOf("stop");
    const body = { hcpId, channel: "sms", notBefore: "2026-11-24T10:20:00.000Z" } as const;
    const { messageId } = await rep.call("composeMessage", { body });
    await text(numberOf("stop"), "Stop");
    expect(await answer(numberOf("stop"), /plus de SMS/)).toMatch(
      /^Acme Therapeutics: vous ne recevrez plus de SMS/,
    );
    await stands(hcpId, "withdrawn");
    await house.setClock("2026-11-24T10:21:00.000Z");
    const message = await until("the message's end", async () => {
      const found = await rep.call("readMessage", { params: { messageId } });
      return found.state === "queued" ? undefined : found;
    });
    expect(message).toMatchObject({ state: "denied", reason: { code: "NO_CONSENT" } });
    await until("the provider's list", async () =>
      (await optedOut()).includes(numberOf("stop")) ? true : undefined,
    );
    expect(await inbox(numberOf("stop"))).toHaveLength(1);
    // nobody but the HCP brings it back
    await consentTo(house, hcpId, "sms");
    expect(await sending(hcpId)).toBe("withdrawn");
    await house.setClock(NOW);
  });

  it("is the same from the inbox's own form, below the text that it answers", async () => {
    const { messageId } = await rep.call("composeMessage", {
      body: { hcpId: hcpOf("start"), channel: "sms" },
    });
    await until("the invitation", async () => {
      const { state } = await rep.call("readMessage", { params: { messageId } });
      return state === "delivered" ? true : undefined;
    });
    const list = (await (
      await fetch(`${house.address.app}/_local/inbox.json?to=${encodeURIComponent(numberOf("start"))}`)
    ).json()) as { id: string }[];
    const reply = await fetch(`${house.address.app}/_local/inbox/${list[0]?.id}/reply`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ text: "OPT OUT" }),
    });
    expect(reply.status).toBe(303);
    await answer(numberOf("start"), /plus de SMS/);
    await stands(hcpOf("start"), "withdrawn");
    await until("the provider's list", async () =>
      (await optedOut()).includes(numberOf("start")) ? true : undefined,
    );
    await text(numberOf("start"), "START");
    expect(await answer(numberOf("start"), /nouveau/)).toContain("4/mois");
    expect([await sending(hcpOf("start")), (await optedOut()).includes(numberOf("start"))]).toEqual([
      "granted",
      false,
    ]);
  });

  it("is on the provider's list as well when it is pressed on the page, until the HCP takes it back there", async () => {
    const number = numberOf("start");
    const link = await linkTo(house, number, "/s/");
    const phone = new HcpPhone(house.address.hcp);
    const page = await phone.open(new URL(link).pathname.replace("/s/", "/choices/"));
    const stopped = await phone.press(page, 'value="stop"');
    await until("the number on the list", async () =>
      (await optedOut()).includes(number) ? true : undefined,
    );
    await phone.press(stopped, 'value="start"');
    expect(await sending(hcpOf("start"))).toBe("granted");
    await until("the number off the list", async () =>
      (await optedOut()).includes(number) ? undefined : true,
    );
  });

  it("counts once when it is delivered twice", async () => {
    const hcpId = hcpOf("twice");
    await text(numberOf("twice"), "unsubscribe", "the-same-text");
    await text(numberOf("twice"), "unsubscribe", "the-same-text");
    await stands(hcpId, "withdrawn");
    await answer(numberOf("twice"), /plus de SMS/);
    await understood();
    const { timeline } = await rep.call("readConsent", { params: { hcpId } });
    expect(timeline.filter(({ action }) => action === "withdraw")).toHaveLength(1);
    expect(await inbox(numberOf("twice"))).toHaveLength(1);
  });
});

describe("other words", () => {
  it("YES confirms a permission from the phone itself, and nothing else does", async () => {
    const number = "+4915550999161";
    const hcpId = hcpOf("yes");
    const evidence = { method: "paper", textVersion: "in-person.sms.de.1", reference: "paper-61" } as const;
    const asked = await rep.call("recordConsent", {
      params: { hcpId },
      body: { action: "grant", channel: "sms", doubleOptIn: true, evidence },
    });
    expect(asked.state).toBe("pending_doi");
    expect(await answer(number, /JA/)).toMatch(/^Acme Therapeutics: Antworten Sie JA/);
    expect((await house.inbox("text.yes@example.com")).length).toBe(0);
    await text("+4915550999162", "JA");
    expect(await sending(hcpId)).toBe("pending_doi");
    await text(number, "Ja!");
    await stands(hcpId, "granted");
    expect(await answer(number, /ab jetzt/)).toContain("STOP");
    const { timeline } = await rep.call("readConsent", { params: { hcpId } });
    expect(timeline.at(-1)).toMatchObject({
      action: "doi_confirmed",
      actor: "hcp",
      method: "sms_keyword",
      textVersion: "text.doi_request.DE.de.1",
    });
  });

  it("HELP is answered and changes nothing", async () => {
    await text(numberOf("help"), "help?");
    expect(await answer(numberOf("help"), /Aide/)).toContain("Fin : STOP");
    expect(await sending(hcpOf("help"))).toBe("granted");
  });

  it("CON-3: wrong number suppresses the number and flags the record", async () => {
    const hcpId = hcpOf("wrong");
    await text(numberOf("wrong"), "You have the wrong number");
    await answer(numberOf("wrong"), /plus de SMS/);
    await until("the flag", async () => {
      const hcp = await rep.call("readHcp", { params: { hcpId } });
      return hcp.mobileDoubted === true ? true : undefined;
    });
    expect(await dryRun(hcpId)).toMatchObject({ verdict: "DENY", reason: { code: "SUPPRESSED" } });
  });

  it("2c: a text that may mean something else pauses texts until a person decides", async () => {
    const hcpId = hcpOf("resume");
    await text(numberOf("resume"), "Cancel Tuesday's call");
    const [item] = await until("the work item", async () => {
      const items = await work(hcpId);
      return items.length === 0 ? undefined : items;
    });
    expect(item).toMatchObject({
      task: "decide",
      kind: "pause",
      dueAt: expect.stringMatching(/^2026-11-25T10:0/),
    });
    expect(JSON.stringify(item)).not.toContain(numberOf("resume"));
    expect(await dryRun(hcpId)).toMatchObject({ verdict: "DELAY" });
    const inboundId = item?.inboundId ?? "";
    const params = { inboundId } as never;
    const read = await compliance.call("readInboundText", { params, body: { reason: "What was meant?" } });
    expect(read.text).toBe("Cancel Tuesday's call");
    expect(await refusalOf(rep.call("readInboundText", { params, body: { reason: "curious" } }))).toBe(
      "not_found",
    );
    const decided = await compliance.call("decideInbound", { params, body: { outcome: "resumed", rev: 1 } });
    expect(decided.outcome).toBe("resumed");
    expect(await dryRun(hcpId)).toMatchObject({ verdict: "ALLOW" });
    expect(await work(hcpId)).toEqual([]);
    const late = compliance.call("decideInbound", { params, body: { outcome: "withdrawn", rev: 2 } });
    expect(await refusalOf(late)).toBe("wrong_state");
  });

  it("INV-6: anything else is read by a person, safety among them, who may find that it was a withdrawal", async () => {
    const hcpId = hcpOf("help");
    await text(numberOf("help"), "I'll be at the bus stop");
    expect(await answer(numberOf("help"), /personnel m/)).toContain("+33");
    expect(await sending(hcpId)).toBe("granted");
    const [item] = await until("the work item", async () => {
      const items = await work(hcpId);
      return items.length === 0 ? undefined : items;
    });
    expect(item?.task).toBe("read");
    const params = { inboundId: item?.inboundId ?? "" } as never;
    const safety = house.as("safety");
    const read = await safety.call("readInboundText", { params, body: { reason: "A side effect?" } });
    expect(read.text).toContain("bus stop");
    // nothing promotional while safety looks into it, and the rep is not told why (Appendix A, step 11)
    const held = { params: { hcpId }, body: { caseRef: "PV-2026-0417", open: true } };
    expect(await refusalOf(rep.call("holdForCase", held))).toBe("not_found");
    expect(await safety.call("holdForCase", held)).toEqual({ held: true });
    expect(await dryRun(hcpId)).toMatchObject({ verdict: "DENY", reason: { code: "NOT_AVAILABLE" } });
    const closed = { ...held, body: { ...held.body, open: false } };
    expect(await safety.call("holdForCase", closed)).toEqual({ held: false });
    expect(await dryRun(hcpId)).toMatchObject({ verdict: "ALLOW" });
    await compliance.call("decideInbound", { params, body: { outcome: "withdrawn", rev: 1 } });
    await stands(hcpId, "withdrawn");
    await until("the provider's list", async () =>
      (await optedOut()).includes(numberOf("help")) ? true : undefined,
    );
  });

  it("2c: without a decision it is a withdrawal after one business day", async () => {
    const hcpId = hcpOf("cancel");
    await text(numberOf("cancel"), "Cancel Tuesday's call");
    await until("the work item", async () => ((await work(hcpId)).length === 1 ? true : undefined));
    await leap(journey, "2026-11-25T10:16:00.000Z");
    await stands(hcpId, "withdrawn");
    expect(await work(hcpId)).toEqual([]);
    await leap(journey, NOW);
  });
});

describe("what only a provider knows", () => {
  it("a STOP that the carrier saw is taken over within 15 minutes, and so is an address that SES suppressed", async () => {
    const hcpId = hcpOf("carrier");
    await provider.send(
      new PutOptedOutNumberCommand({ OptOutListName: LIST, OptedOutNumber: numberOf("carrier") }),
    );
    const gone = { EmailAddress: "text.bounced@example.com", Reason: "BOUNCE" } as const;
    await mails.send(new PutSuppressedDestinationCommand(gone));
    await consentTo(house, hcpOf("bounced"), "email");
    await house.setClock("2026-11-24T11:16:00.000Z");
    await stands(hcpId, "withdrawn");
    await until("the suppression", async () => {
      const verdict = await rep.call("dryRun", { body: { hcpId: hcpOf("bounced"), channel: "email" } });
      return verdict.verdict === "DENY" && verdict.reason.code === "SUPPRESSED" ? true : undefined;
    });
    expect(await inbox(numberOf("carrier"))).toEqual([]);
    await house.setClock(NOW);
  });
});

/** Every text that came in was understood. Other journeys' work in the same house does not matter. */
async function understood(): Promise<void> {
  const { queues } = journey.aws;
  const { QueueUrls = [] } = await queues.send(new ListQueuesCommand({}));
  const QueueUrl = QueueUrls.find((url) => url.includes("InboundTextsQueue"));
  await until("the end of the texts' queue", async () => {
    const { Attributes = {} } = await queues.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
    );
    const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: taken } = Attributes;
    return Number(waiting) + Number(taken) === 0 ? true : undefined;
  });
}
