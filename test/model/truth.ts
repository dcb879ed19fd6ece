import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { naiveConsent } from "../../functions/consent/naive-consent.fixture.ts";
import type { Channel } from "../../shared/model/channel.ts";
import { ConsentEvent, type ConsentQuery } from "../../shared/model/consent.ts";
import type { ContactCaps } from "../../shared/model/country-profile.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { FlightMessage } from "../../shared/model/message.ts";
import { DAY } from "../../shared/model/time.ts";
import type { EngineTables } from "../engine/tables.ts";

/** What became of one hand-off at the provider, as only the provider knows it. */
interface Hand {
  readonly messageId: string;
  readonly attempt: number;
  readonly hcpId: string;
  readonly channel: Channel;
  readonly at: number;
  provider: "not_asked" | "accepted" | "refused" | "lost";
}

/** What the messages are about, and the company that writes them. */
export interface Subject {
  readonly company: string;
  readonly product: string;
  readonly caps: ContactCaps;
}

/**
 * Watches a story from outside: it sees every hand-off in the instant in which it is committed, and every request to the
 * provider. It judges by the tables as they are then, with rules of its own; it shares no decision with the product.
 */
export class Truth {
  readonly wrongs: string[] = [];
  private readonly hands: Hand[] = [];

  constructor(
    private readonly engine: EngineTables,
    private readonly subject: Subject,
  ) {}

  /** A hand-off has just been committed, and nobody has done anything since. */
  async handedOff(message: FlightMessage): Promise<void> {
    const { messageId, hcpId, channel, handOff } = message;
    const at = Date.parse(handOff.at);
    const before = this.hands.filter((hand) => hand.messageId === messageId);
    if (before.some(({ provider }) => provider !== "refused"))
      this.wrong(message, "was handed off again while it may have left");
    const why = await this.whyNot(hcpId, channel, handOff.addressHash, at);
    if (why !== undefined) this.wrong(message, `left without a covering grant: ${why}`);
    this.hands.push({
      messageId,
      attempt: handOff.attempt,
      hcpId,
      channel,
      at,
      provider: "not_asked",
    });
    this.countTouches(message, at);
  }

  /** The provider is asked to send. */
  asked(message: { readonly messageId: string; readonly attempt: number }): void {
    const hand = this.handOf(message);
    if (hand === undefined) this.wrongs.push(`${message.messageId} was sent without a hand-off`);
    else if (hand.provider !== "not_asked")
      this.wrongs.push(`${message.messageId} was sent twice in one hand-off`);
  }

  /** What the provider did with the request. */
  answered(
    message: { readonly messageId: string; readonly attempt: number },
    provider: Exclude<Hand["provider"], "not_asked">,
  ): void {
    const hand = this.handOf(message);
    if (hand !== undefined) hand.provider = provider;
  }

  /** The hand-offs that a provider took, oldest first. */
  accepted(): readonly Hand[] {
    return this.hands.filter(({ provider }) => provider === "accepted");
  }

  /** When everything is over: whether the message's state says what is known of it. */
  settled(message: { readonly messageId: string; readonly state: string }): void {
    const last = this.hands.findLast(({ messageId }) => messageId === message.messageId);
    const { state } = message;
    const arrived = ["sent", "delivered", "bounced", "complained"].includes(state);
    const open = state === "unknown" || state === "no_report";
    const left = arrived || open || state === "handed_off";
    const fits = {
      nobody: !left,
      not_asked: open,
      lost: open,
      // who died with the refusal knows as little as after a loss
      refused: open || !left,
      accepted: arrived || open,
    };
    if (!fits[last?.provider ?? "nobody"])
      this.wrongs.push(`${message.messageId} is ${state}, its provider knows: ${last?.provider}`);
  }

  /** Why nothing may be sent to an address, by a reading of the log that is not the product's; undefined when it may. */
  async whyNot(hcpId: HcpId, channel: Channel, addressHash: string, at: number): Promise<string | undefined> {
    const { names } = this.engine;
    const [events, suppressed, stop] = await Promise.all([
      this.log(hcpId),
      this.item(names.people, { pk: `ADDRESS#${addressHash}`, sk: "SUPPRESSION" }),
      this.item(names.people, { pk: `ADDRESS#${addressHash}`, sk: "STOP" }),
    ]);
    if (suppressed !== undefined) return "the address is suppressed";
    const { company, product } = this.subject;
    const asked = {
      channel,
      addressHash: addressHash as ConsentEvent["scope"]["addressHash"],
      purpose: "promo",
      dataUse: "send",
      brandEntity: company,
      product,
    } as const;
    const state = naiveConsent(events, asked, at);
    if (state !== "granted") return `the permission is ${state}`;
    if (stop === undefined || stop["by"] === hcpId) return undefined;
    const own = events.some(
      ({ actor, action, scope, at: said }) =>
        actor === "hcp" &&
        (action === "grant" || action === "doi_confirmed") &&
        (scope.addressHash === undefined || scope.addressHash === addressHash) &&
        (scope.channel === undefined || scope.channel === channel) &&
        Date.parse(said) > Date.parse(String(stop["at"])),
    );
    return own ? undefined : "somebody else stopped the address";
  }

  /** What the product's reading of a log says of one permission, beside another reading of the same log. */
  async compared(
    hcpId: HcpId,
    asked: ConsentQuery & { readonly now: number },
    covers: (asked: ConsentQuery & { readonly now: number }) => { readonly covered: boolean },
  ): Promise<void> {
    const state = naiveConsent(await this.log(hcpId), asked, asked.now);
    if (covers(asked).covered && state !== "granted")
      this.wrongs.push(`${hcpId} is open for ${asked.channel}, the log says ${state}`);
  }

  private countTouches({ hcpId, channel, ...message }: FlightMessage, at: number): void {
    const { caps } = this.subject;
    const touches = this.hands.filter((hand) => hand.hcpId === hcpId && hand.provider !== "refused");
    const count = (days: number, only?: Channel) =>
      touches.filter((hand) => hand.at > at - days * DAY && (only ?? hand.channel) === hand.channel).length;
    for (const limit of caps[channel])
      if (count(limit.days, channel) > limit.count)
        this.wrong(message, `is number ${count(limit.days, channel)} by ${channel} in ${limit.days} days`);
    for (const limit of caps.all)
      if (count(limit.days) > limit.count)
        this.wrong(message, `is number ${count(limit.days)} in ${limit.days} days`);
  }

  private handOf({ messageId, attempt }: { readonly messageId: string; readonly attempt: number }) {
    return this.hands.find((hand) => hand.messageId === messageId && hand.attempt === attempt);
  }

  private wrong({ messageId }: { readonly messageId: string }, what: string): void {
    this.wrongs.push(`${messageId} ${what}`);
  }

  private async item(table: string, Key: Record<string, string>) {
    const found = await this.engine.tables.send(
      new GetCommand({ TableName: table, Key, ConsistentRead: true }),
    );
    return found.Item;
  }

  private async log(hcpId: HcpId): Promise<ConsentEvent[]> {
    const { Items = [] } = await this.engine.tables.send(
      new QueryCommand({
        TableName: this.engine.names.records,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :event)",
        ExpressionAttributeValues: { ":pk": `CONSENT#${hcpId}`, ":event": "EVENT#" },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => ConsentEvent.parse(item));
  }
}
