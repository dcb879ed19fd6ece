import type { QueryClient } from "@tanstack/react-query";
import { type CallName, type CallOutput, makeClient } from "../../../client/client.ts";
import { loadConfig } from "./config.ts";
import { keptToken } from "./kept-token.ts";

/** An answer and when it came, milliseconds of this machine. */
interface Answer<Name extends CallName> {
  readonly data: CallOutput<Name>;
  readonly at: number;
}

let me: Promise<Answer<"me">> | undefined;
let today: Promise<CallOutput<"readToday">> | undefined;
let questions: Promise<CallOutput<"listQuestions">> | undefined;

/**
 * Asks who is signed in, and for what Today shows if that is where somebody goes, before the app is here to ask. Only with a
 * token that this tab has; whatever fails here is asked again in the ordinary way.
 */
export function askAhead(): void {
  const client = loadConfig().then(({ signIn }) => {
    const token = keptToken(sessionStorage, signIn, Date.now());
    if (token === undefined) throw new Error("nobody is signed in here yet");
    return makeClient(location.origin, () => Promise.resolve(token));
  });
  me = client.then(async ({ call }) => ({ data: await call("me", {}), at: Date.now() }));
  if (location.pathname === "/today") {
    today = client.then(({ call }) => call("readToday", {}));
    questions = client.then(({ call }) => call("listQuestions", {}));
  }
  for (const asked of [me, today, questions]) asked?.catch(() => undefined);
}

/** Gives what was asked ahead to the cache: waits for who it is, and leaves the rest under way. */
export async function takeAnswers(queries: QueryClient): Promise<void> {
  const asked = me;
  for (const [name, below] of [
    ["readToday", today],
    ["listQuestions", questions],
  ] as const)
    if (below !== undefined)
      void queries.prefetchQuery({
        queryKey: [name, {}],
        queryFn: (): Promise<unknown> => below,
        retry: false,
      });
  const known = await asked?.catch(() => undefined);
  // Business time is reckoned from when the answer came
  if (known !== undefined) queries.setQueryData(["me", {}], known.data, { updatedAt: known.at });
}
