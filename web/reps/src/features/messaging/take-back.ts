import type { Instant } from "../../../../../shared/model/time.ts";
import { ApiProblem } from "../../../../client/client.ts";
import { wordsOf } from "../../ui/error-words.ts";
import type { Message } from "./message-words.ts";

/** What taking back needs of the world outside. */
export interface TakeBackDeps {
  /** @throws what the API refused, or a lost answer */
  readonly cancel: () => Promise<unknown>;
  /** How the message stands now. */
  readonly state: () => Promise<Message["state"]>;
  readonly now: () => Instant;
  /** Waits before another try. */
  readonly rest: (milliseconds: number) => Promise<void>;
  /** Says where it stands; each line takes the place of the one before. */
  readonly say: (text: string) => void;
}

const BETWEEN_TRIES_MS = 2000;
const LONGEST_REST_MS = 30_000;
/** How long the truth is asked for once the time is over. */
const MOST_QUESTIONS = 40;

const TAKEN_BACK = "Taken back. Nothing was sent.";
const TOO_LATE = "Too late: it was handed over already and cannot be taken back.";

/**
 * Takes a message back, and goes on trying over a lost line until its time is over. What it says at the end is what the
 * server says: a lost answer is neither a yes nor a no.
 * @returns the last line that was said
 */
export async function takeBack(deps: TakeBackDeps, dueAt: Instant): Promise<string> {
  const end = (text: string) => {
    deps.say(text);
    return text;
  };
  for (;;) {
    try {
      await deps.cancel();
      return end(TAKEN_BACK);
    } catch (error) {
      if (isWrongState(error)) break;
      if (!isLost(error)) return end(`It could not be taken back. ${wordsOf(error).detail}`);
    }
    const left = Math.ceil((dueAt - deps.now()) / 1000);
    if (left <= 0) break;
    deps.say(`It leaves in ${left} s; trying to take it back.`);
    await deps.rest(Math.min(BETWEEN_TRIES_MS, left * 1000));
  }
  for (let asked = 0; asked < MOST_QUESTIONS; asked++) {
    try {
      const state = await deps.state();
      if (state === "queued" || state === "held") await deps.cancel();
      return end(
        state === "queued" || state === "held" || state === "cancelled" ? TAKEN_BACK : endWords(state),
      );
    } catch (error) {
      if (!isLost(error) && !isWrongState(error))
        return end(`It could not be taken back. ${wordsOf(error).detail}`);
    }
    deps.say("We cannot tell yet whether it left: the line is down. Asking again.");
    await deps.rest(Math.min(LONGEST_REST_MS, BETWEEN_TRIES_MS * 2 ** asked));
  }
  return end("We could not learn whether it left. Look at its line in Messages once the line is back.");
}

/** It ended before our try, or it left. */
function endWords(state: Message["state"]): string {
  return state === "denied" || state === "expired"
    ? "It did not leave: the check before sending stopped it."
    : TOO_LATE;
}

function isWrongState(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.code === "wrong_state";
}

/** No answer, or one that says to ask again: not a refusal. */
function isLost(error: unknown): boolean {
  if (error instanceof ApiProblem)
    return error.problem.status >= 500 || error.problem.status === 429 || error.problem.code === "conflict";
  return error instanceof TypeError;
}
