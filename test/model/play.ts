import { consentHead } from "../../functions/consent/facts.ts";
import { makeConsentPages } from "../../functions/consent/page.ts";
import { makeHandOff } from "../../functions/messaging/hand-off.ts";
import { handOffToken } from "../../functions/messaging/link-token.ts";
import { WEDNESDAY } from "../../functions/messaging/send-facts.fixture.ts";
import { makeSettle } from "../../functions/messaging/settle.ts";
import { SESSION_KEY } from "../../functions/messaging/world.fixture.ts";
import { addressHashOf } from "../../shared/model/hcp.ts";
import { MessageId } from "../../shared/model/ids.ts";
import { MINUTE } from "../../shared/model/time.ts";
import type { Act, Story } from "./acts.ts";
import { bring, type Cast, compose, importConsent, someone } from "./cast.ts";
import type { Stage } from "./stage.ts";

/**
 * Lets a story happen on a stage. @returns everything that was wrong in it; nothing when the product kept its word
 * @param onLeft called for each message that a provider took
 */
export async function play(
  stage: Stage,
  story: Story,
  onLeft: () => void = () => undefined,
): Promise<readonly string[]> {
  const { phones, turns } = stage;
  phones.clock.now = WEDNESDAY;
  const truth = stage.watch(story.answers);
  const practice = stage.next();
  const people = [];
  for (const [index, agreed] of story.people.entries()) {
    const person = await bring(stage, `P-${practice}-${index}`, `desk.${practice}@practice.example.com`);
    people.push(person);
    const hcp = await someone(stage, person);
    await phones.arrange(hcp, stage.versionId);
    for (const channel of ["email", "sms"] as const) {
      const by = agreed[channel];
      if (by !== "none") await phones.consent(hcp, channel, "grant", by);
    }
  }
  const cast: Cast = { people, messages: [], truth };
  for (const { who, channel, rep } of story.queued) {
    const person = people[who % people.length];
    if (person !== undefined) await compose(stage, cast, { person, channel, rep, in: 0 });
  }
  for (const scene of story.scenes) {
    phones.clock.now += scene.after;
    await turns.together(
      scene.acts.map((act) => () => perform(stage, cast, act).catch(ignoreRefusals)),
      scene.turns,
    );
  }
  await rest(stage, cast);
  for (const _hand of truth.accepted()) onLeft();
  return truth.wrongs;
}

/** What a caller is told to try again; the story may do it or not. */
function ignoreRefusals(error: unknown): void {
  const told = error instanceof Error ? error.message : "";
  const again = /kept changing|could not be written|met a rival/.test(told);
  if (!again && !(error instanceof Error && error.name === "AppError")) throw error;
}

async function perform(stage: Stage, cast: Cast, act: Act): Promise<void> {
  const { phones } = stage;
  const { deps, clock } = phones;
  if (act.act === "jump") {
    clock.now += act.by;
    return;
  }
  const about = cast.messages[act.of % Math.max(1, cast.messages.length)];
  if (about === undefined) return;
  const { messageId, person, channel } = about;
  switch (act.act) {
    case "send":
      return handOff(stage)(messageId);
    case "schedule":
      return compose(stage, cast, { ...act, person, channel });
    case "withdraw":
      return phones.consent(await someone(stage, person), channel, "withdraw");
    case "grant": {
      const hcp = await someone(stage, person);
      if (act.by === "import") return importConsent(stage, hcp, channel);
      return phones.consent(hcp, channel, "grant", act.by);
    }
    case "text":
      return phones.receive(phones.bodyOf(person.number, act.words));
    case "readdress":
      await bring(stage, person.externalId, `new.${stage.next()}@practice.example.com`);
      return;
    case "press": {
      const mails = cast.truth.accepted().filter((hand) => hand.channel === "email");
      const mail = mails[act.of % Math.max(1, mails.length)];
      if (mail === undefined) return;
      const token = handOffToken(SESSION_KEY, "unsub", MessageId.parse(mail.messageId), mail.attempt);
      const context = { now: clock.now, requestId: "r", headers: {}, cookies: [] };
      const nothing = { query: undefined, body: undefined, caller: undefined };
      await makeConsentPages(deps).unsubscribe({ ...nothing, params: { token }, context });
      return;
    }
    case "report": {
      const hands = cast.truth.accepted();
      const hand = hands[act.of % Math.max(1, hands.length)];
      if (hand === undefined) return;
      const report = {
        messageId: MessageId.parse(hand.messageId),
        providerMessageId: `p-${hand.messageId}-${hand.attempt}`,
        attempt: hand.attempt,
        fact: act.fact,
        costMicros: undefined,
      };
      // it comes by both ways, at once
      const settle = makeSettle(deps);
      await Promise.all([settle(report), settle(report)]);
    }
  }
}

function handOff({ phones, profiles, sender }: Stage) {
  return makeHandOff({ ...phones.deps, profiles, sender });
}

/** After the story: the queue brings back what was left lying, and everything says what is known of it. */
async function rest(stage: Stage, { messages, people, truth }: Cast): Promise<void> {
  const { phones } = stage;
  phones.clock.now += 20 * MINUTE;
  for (const { messageId } of messages) {
    const message = await phones.found(messageId);
    if (message.state === "handed_off") await handOff(stage)(messageId);
    truth.settled(message.state === "handed_off" ? await phones.found(messageId) : message);
  }
  for (const person of people) {
    const hcp = await someone(stage, person);
    const { covers } = await consentHead(phones.deps, hcp.hcpId);
    for (const channel of ["email", "sms"] as const) {
      const addressHash = addressHashOf(hcp, channel);
      const asked = { channel, addressHash, purpose: "promo", dataUse: "send" } as const;
      await truth.compared(hcp.hcpId, { ...asked, now: phones.clock.now }, covers);
    }
  }
}
