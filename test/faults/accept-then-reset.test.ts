import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrange } from "../journeys/film.ts";
import { until } from "../journeys/house.ts";
import { bringIn, consentTo } from "../journeys/people.ts";
import { historyAt, type OwnHouse, startOwnHouse } from "./own-house.ts";
import { prepare, START, TERRITORY } from "./setting.ts";

const PEOPLE = 110;
const REPETITIONS = 30;
/** Milliseconds for which a provider keeps a sender waiting that is to be killed. */
const STRIKE_MS = 5000;
/** Messages whose senders are killed in one stroke, or some of them. */
const AT_ONCE = 16;
/** Minutes after which a hand-off without an answer counts as unknown, and a lost queue message is sent again. */
const REPAIRED_AFTER = 20;

let own: OwnHouse;
/** HCPs who may be written to, each with a space. A test takes its own. */
const people: string[] = [];

beforeAll(async () => {
  own = await startOwnHouse({ faults: false });
  const { house } = own;
  await house.setClock(START);
  const { versionIds } = await prepare(house, 1);
  const rows = Array.from({ length: PEOPLE }, (_, number) => ({
    external_id: `HCP-${number}`,
    email: `hcp.${number}@example.com`,
    territory: TERRITORY,
  }));
  const brought = [...(await bringIn(house, rows)).values()];
  for (let start = 0; start < brought.length; start += AT_ONCE) {
    const some = brought.slice(start, start + AT_ONCE).map(({ hcpId }) => hcpId);
    await Promise.all(
      some.map(async (hcpId) => {
        await consentTo(house, hcpId, "email");
        await arrange(house, hcpId, versionIds);
      }),
    );
    people.push(...some);
  }
}, 300_000);
afterAll(() => own.close());

let now = Date.parse(START);
/** Business time goes on; it never goes back, as schedules would not fire again. */
async function minutesPass(minutes: number): Promise<void> {
  now += minutes * 60_000;
  await own.house.setClock(new Date(now).toISOString());
}

function somebody(): string {
  const hcpId = people.shift();
  if (hcpId === undefined) throw new Error("nobody is left");
  return hcpId;
}

async function invite(hcpId: string): Promise<string> {
  const body = { hcpId, channel: "email" } as const;
  return (await own.house.as("rep").call("composeMessage", { body })).messageId;
}

async function gateSays(hcpId: string): Promise<string> {
  const body = { hcpId, channel: "email" } as const;
  const verdict = await own.house.as("rep").call("dryRun", { body });
  return verdict.verdict === "ALLOW" ? "ALLOW" : `${verdict.verdict} ${verdict.reason.code}`;
}

describe("a provider that takes a message and whose answer is lost", () => {
  it(`gets one request for each of ${REPETITIONS} messages, and its own report settles them`, async () => {
    await own.hurt({ acceptThenReset: REPETITIONS });
    const sent: string[] = [];
    for (let number = 0; number < REPETITIONS; number++) sent.push(await invite(somebody()));
    let unknown = 0;
    for (const messageId of sent) {
      const history = await historyAt(own.house, messageId, ["delivered"]);
      // the report may be faster than the sender's own write; then nothing was ever unknown
      if (history.includes("unknown")) unknown += 1;
      expect(history.filter((state) => state === "handed_off")).toHaveLength(1);
    }
    expect(unknown).toBeGreaterThan(0);
    for (const messageId of sent) {
      expect(await own.requests(messageId)).toBe(1);
      expect(await own.arrived(messageId)).toBe(1);
    }
  });
});

describe("a request that is lost on its way to the provider", () => {
  it("leaves the message unknown for everybody to see, and is never made again", async () => {
    await own.hurt({ lose: 1 });
    const hcpId = somebody();
    const messageId = await invite(hcpId);
    const expected = ["queued", "handed_off", "unknown"];
    expect(await historyAt(own.house, messageId, ["unknown"])).toEqual(expected);
    await own.redeliver(messageId);
    await minutesPass(REPAIRED_AFTER);
    await own.idle();
    expect(await historyAt(own.house, messageId, ["unknown"])).toEqual(expected);
    expect(await own.requests(messageId)).toBe(1);
    expect(await own.arrived(messageId)).toBe(0);
    // it may have arrived, so its place under the caps stays taken
    expect(await gateSays(hcpId)).toBe("DENY FREQ_CAP");
  });
});

describe("a message that was handed off", () => {
  it("is never sent again by a redelivery, a sweep, or the rep's second click", async () => {
    await own.hurt({ acceptThenReset: 1 });
    const messageId = await invite(somebody());
    await historyAt(own.house, messageId, ["delivered"]);
    for (let times = 0; times < 3; times++) await own.redeliver(messageId);
    await minutesPass(REPAIRED_AFTER);
    await own.idle();
    expect(await own.requests(messageId)).toBe(1);
    expect(await own.arrived(messageId)).toBe(1);
  });
});

describe("a sender that is killed between claim and answer", () => {
  it(`${REPETITIONS} times sends nothing twice, and loses nothing without an unknown that everybody sees`, async () => {
    const sent: { readonly messageId: string; readonly lost: boolean }[] = [];
    let struck = 0;
    while (struck < REPETITIONS) {
      // in the end requests are lost besides, some after their senders are gone
      const lost = struck >= (2 * REPETITIONS) / 3;
      struck += await strike(lost, (messageId) => sent.push({ messageId, lost }));
    }
    await own.hurt({ delay: 0, lose: 0 });
    await minutesPass(REPAIRED_AFTER);
    const before = await Promise.all(
      sent.map(async ({ messageId }) => {
        const arrived = await own.arrived(messageId);
        const history = await historyAt(own.house, messageId, [arrived === 1 ? "delivered" : "unknown"]);
        expect(history.filter((state) => state === "handed_off")).toHaveLength(1);
        return arrived;
      }),
    );
    await Promise.all(sent.map(({ messageId }) => own.redeliver(messageId)));
    for (const [index, { messageId, lost }] of sent.entries()) {
      expect(await own.requests(messageId)).toBeLessThanOrEqual(1);
      expect(await own.arrived(messageId)).toBe(before[index]);
      expect(before[index]).toBeLessThanOrEqual(lost ? 0 : 1);
    }
  }, 300_000);

  /** Kills all senders while some of them wait for the provider's answer. @returns how many of them did */
  async function strike(lost: boolean, onSent: (messageId: string) => void): Promise<number> {
    await own.hurt({ delay: STRIKE_MS, lose: lost ? AT_ONCE : 0 });
    const ids = await Promise.all(Array.from({ length: AT_ONCE }, () => invite(somebody())));
    ids.forEach(onSent);
    const asked = () => of(ids, async (messageId) => (await own.requests(messageId)) > 0);
    const arrived = () => of(ids, async (messageId) => (await own.arrived(messageId)) > 0);
    const between = await until("requests without an answer", async () => {
      const before = await arrived();
      const unanswered = (await asked()).filter((messageId) => !before.includes(messageId));
      return unanswered.length >= AT_ONCE / 2 ? unanswered : undefined;
    });
    expect((await own.hurt({ kill: "OnMessageDue" })).killed).toBeGreaterThan(0);
    const answered = await arrived();
    await own.hurt({ delay: 0 });
    const lastAnswerAt = Date.now() + STRIKE_MS;
    // what a killed sender had not claimed is put on the queue again; what it had claimed and not sent never leaves
    if ((await waiting(ids)).length > 0) await minutesPass(REPAIRED_AFTER);
    await until("every claim", async () => ((await waiting(ids)).length === 0 ? true : undefined));
    await until("the provider's end", async () => {
      const taken = lost ? [] : await asked();
      return Date.now() > lastAnswerAt && (await arrived()).length === taken.length ? true : undefined;
    });
    return between.filter((messageId) => !answered.includes(messageId)).length;
  }

  /** Those that nobody has claimed yet. */
  const waiting = (ids: readonly string[]) =>
    of(ids, async (messageId) => {
      const { state } = await own.house.as("rep").call("readMessage", { params: { messageId } });
      return state === "queued";
    });

  /** Those of which something is true. */
  async function of(
    ids: readonly string[],
    holds: (messageId: string) => Promise<boolean>,
  ): Promise<string[]> {
    const answers = await Promise.all(ids.map(holds));
    return ids.filter((_, index) => answers[index]);
  }
});

describe("a provider that refuses", () => {
  it("for now gets the message once more later, and its place under the caps is free in between", async () => {
    await own.hurt({ refuse: { count: 1, code: "TooManyRequestsException" } });
    const hcpId = somebody();
    const messageId = await invite(hcpId);
    await until("the refusal", async () => ((await own.requests(messageId)) === 1 ? true : undefined));
    const waiting = await until("the message's return", async () => {
      const message = await own.house.as("rep").call("readMessage", { params: { messageId } });
      return message.state === "queued" && message.reason !== undefined ? message : undefined;
    });
    expect(waiting.reason?.code).toBe("PROVIDER_BUSY");
    expect(await gateSays(hcpId)).toBe("ALLOW");
    await minutesPass(2);
    const history = await historyAt(own.house, messageId, ["delivered"]);
    expect(history).toEqual(["queued", "handed_off", "queued", "handed_off", "sent", "delivered"]);
    expect(await own.requests(messageId)).toBe(2);
    expect(await own.arrived(messageId)).toBe(1);
    expect(await gateSays(hcpId)).toBe("DENY FREQ_CAP");
  });

  it("for good ends the message, and another one may go at once", async () => {
    await own.hurt({ refuse: { count: 1, code: "MessageRejected" } });
    const hcpId = somebody();
    const messageId = await invite(hcpId);
    expect(await historyAt(own.house, messageId, ["refused"])).toEqual(["queued", "handed_off", "refused"]);
    expect(await own.arrived(messageId)).toBe(0);
    expect(await gateSays(hcpId)).toBe("ALLOW");
    const next = await invite(hcpId);
    await historyAt(own.house, next, ["delivered"]);
    expect(await own.arrived(next)).toBe(1);
    expect(await own.requests(messageId)).toBe(1);
  });
});
