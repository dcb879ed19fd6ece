import type { DemoUser } from "../services/cognito/pool-users.ts";
import { demoUserOf } from "./demo-users.ts";

/** A call of the API as one demo user; throws with the answer when it is no success. */
export type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** The API as any demo user, found by role or name; tokens live longer than a seed. */
export function callers(deps: {
  /** Origin of the app site. */
  readonly app: string;
  readonly tokenOf: (user: DemoUser) => Promise<string>;
}): (roleOrName: string) => Call {
  const tokens = new Map<string, Promise<string>>();
  return (roleOrName) => {
    const user = demoUserOf(roleOrName);
    if (user === undefined) throw new Error(`there is no demo user ${roleOrName}`);
    const token = tokens.get(user.username) ?? deps.tokenOf(user);
    tokens.set(user.username, token);
    return async (method, path, body) => {
      const answer = await fetch(`${deps.app}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
      return answer.json();
    };
  };
}

/** A form for S3 that the API gave out. */
export interface Ticket {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Posts a file as a browser does. */
export async function postFile({ url, fields }: Ticket, file: Blob): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  const stored = await fetch(url, { method: "POST", body: form });
  if (!stored.ok) throw new Error(`a demo file was not taken: ${stored.status}`);
}

/** A first start shares its machine with a build, and sometimes with much else. */
const PATIENCE_MS = 180_000;

/** Asks until the answer is there. @throws Error after three minutes */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (let wait = 10; Date.now() < end; wait = Math.min(wait * 1.5, 200)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  throw new Error(`${what} did not happen within three minutes`);
}

/** Does something for each, a few at a time: more would only wait for the same two cores. */
export async function forEach<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
  atOnce = 4,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
