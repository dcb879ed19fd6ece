import * as fc from "fast-check";
import { Channel } from "../../shared/model/channel.ts";
import { DAY, HOUR, MINUTE } from "../../shared/model/time.ts";
import type { Turn } from "./turns.ts";

/**
 * What somebody does in a story. `of` is a message, taken modulo how many there are: it says whom and which channel the
 * act is about, so that acts of one scene are often rivals.
 */
export type Act =
  | { readonly act: "send"; readonly of: number }
  | { readonly act: "schedule"; readonly of: number; readonly rep: number; readonly in: number }
  | { readonly act: "withdraw"; readonly of: number }
  | { readonly act: "text"; readonly of: number; readonly words: "STOP" | "START" }
  | { readonly act: "grant"; readonly of: number; readonly by: "hcp" | "rep" | "import" }
  | { readonly act: "readdress"; readonly of: number }
  /** One click in a mail that has arrived. */
  | { readonly act: "press"; readonly of: number }
  /** The provider tells of a message that it took. */
  | {
      readonly act: "report";
      readonly of: number;
      readonly fact: "sent" | "delivered" | "bounced" | "complained";
    }
  | { readonly act: "jump"; readonly by: number };

/** What a provider does with a request. `accept_and_lose` is a message that arrived and whose answer did not. */
export type Answer = "accept" | "accept_and_lose" | "lose" | "busy" | "refuse";

/** Acts that happen at the same time, and who of them reaches the tables first. */
export interface Scene {
  readonly acts: readonly Act[];
  readonly turns: readonly Turn[];
  /** Business time that passes before it. */
  readonly after: number;
}

/** One story: who has agreed at first, what waits, and what happens. */
export interface Story {
  readonly people: readonly {
    readonly email: "hcp" | "rep" | "none";
    readonly sms: "hcp" | "rep" | "none";
  }[];
  readonly queued: readonly { readonly who: number; readonly channel: Channel; readonly rep: number }[];
  readonly scenes: readonly Scene[];
  readonly answers: readonly Answer[];
}

const of = fc.nat(2);
const channel = fc.constantFrom(...Channel.options);
const rep = fc.nat(1);
const one = <Value extends string>(value: Value) => fc.constant(value);

const send = fc.record({ act: one("send"), of });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 7, arbitrary: send },
  {
    weight: 1,
    arbitrary: fc.record({ act: one("schedule"), of, rep, in: fc.constantFrom(0, 0, DAY) }),
  },
  { weight: 3, arbitrary: fc.record({ act: one("withdraw"), of }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: one("text"),
      of,
      words: fc.constantFrom("STOP" as const, "STOP" as const, "START" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: one("grant"),
      of,
      by: fc.constantFrom("hcp" as const, "rep" as const, "rep" as const, "import" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: one("press"), of }) },
  { weight: 1, arbitrary: fc.record({ act: one("readdress"), of }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: one("report"),
      of,
      fact: fc.constantFrom("sent" as const, "delivered" as const, "bounced" as const, "complained" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: one("jump"), by: fc.constantFrom(MINUTE, HOUR, DAY) }),
  },
);

const turn: fc.Arbitrary<Turn> = fc.record({
  pick: fc.nat(7),
  fate: fc.oneof(
    { weight: 30, arbitrary: fc.constant("happens" as const) },
    { weight: 1, arbitrary: fc.constantFrom("conflict" as const, "crash" as const, "crash_after" as const) },
  ),
});

const scene: fc.Arbitrary<Scene> = fc.record({
  // most rivals want the same: to send, or to stop what is sent
  acts: fc
    .tuple(send, fc.array(act, { minLength: 1, maxLength: 2 }))
    .map(([first, more]) => [first, ...more]),
  turns: fc.array(turn, { maxLength: 60, size: "max" }),
  after: fc.constantFrom(0, MINUTE, 20 * MINUTE, DAY, 2 * DAY, 5 * DAY),
});

const said = fc.constantFrom("hcp" as const, "hcp" as const, "rep" as const, "rep" as const, "none" as const);

/** Any story of one or two people who share a mailbox. */
export const story: fc.Arbitrary<Story> = fc.record({
  people: fc.array(fc.record({ email: said, sms: said }), { minLength: 1, maxLength: 2 }),
  queued: fc.array(fc.record({ who: fc.constantFrom(0, 0, 1), channel, rep }), {
    minLength: 1,
    maxLength: 3,
  }),
  scenes: fc.array(scene, { minLength: 1, maxLength: 3 }),
  answers: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant("accept" as const) },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          "accept_and_lose" as const,
          "lose" as const,
          "busy" as const,
          "refuse" as const,
        ),
      },
    ),
    { maxLength: 6 },
  ),
});
