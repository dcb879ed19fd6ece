import type { Role } from "../../shared/model/roles.ts";
import { type Client, makeClient } from "../../web/client/client.ts";

/** Where a running house answers. */
export interface HouseAddress {
  readonly app: string;
  readonly hcp: string;
  readonly aws: string;
}

/** A message of the local inbox. */
export interface InboxMessage {
  readonly channel: "email" | "sms";
  readonly to: readonly string[];
  readonly from: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly links: readonly string[];
  readonly at: string;
}

/** A running house as people meet it: through its two sites, its inbox and its clock. */
export interface House {
  readonly address: HouseAddress;
  /** The API as a demo user of this role. */
  as(role: Role): Client;
  userId(role: Role): Promise<string>;
  inbox(to: string): Promise<InboxMessage[]>;
  /** Sets business time. */
  setClock(instant: string): Promise<void>;
}

/** Connects to a house that is already running. */
export function connect(address: HouseAddress): House {
  const tokens = new Map<Role, Promise<{ token: string; userId: string }>>();
  const tokenOf = (role: Role) => {
    const known = tokens.get(role);
    if (known !== undefined) return known;
    const asked = json<{ token: string; userId: string }>(`${address.app}/_local/token?role=${role}`);
    tokens.set(role, asked);
    return asked;
  };
  return {
    address,
    as: (role) => makeClient(address.app, async () => (await tokenOf(role)).token),
    userId: async (role) => (await tokenOf(role)).userId,
    inbox: (to) => json(`${address.app}/_local/inbox.json?to=${encodeURIComponent(to)}`),
    setClock: async (at) => {
      const answer = await fetch(`${address.app}/_local/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        // each journey is told on its own day
        body: JSON.stringify({ at, backwards: true }),
      });
      if (!answer.ok) throw new Error(`the clock refused ${at}: ${answer.status} ${await answer.text()}`);
    },
  };
}

async function json<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Seconds after which tests of the tests give up; see mutate-infra.ts. */
const PATIENCE = Number(process.env["JOURNEYS_PATIENCE"] ?? Number.POSITIVE_INFINITY);

/**
 * Asks until the answer is there. Journeys wait for conditions, never for a time.
 * @throws Error with the last answer after `seconds` of real time
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  const patience = Math.min(seconds, PATIENCE);
  const end = Date.now() + patience * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not happen within ${patience} s`, { cause: last });
}
