import type { Ledger } from "./ledger.ts";
import type { Place, Stack } from "./stack.ts";
import { enginePid, killNow } from "./stack.ts";

/**
 * What is killed without warning. `runtime`: the runtime alone, its engine and ffmpeg live on. `all`: runtime and engine
 * in the same instant. `engine`: the engine first, the runtime while it still tries. `start`: the runtime, and the next
 * one again while it starts. `ctrl-c` kills nothing: who ends a busy stack in order loses nothing either.
 */
export const KINDS = ["runtime", "all", "engine", "start", "ctrl-c"] as const;

export interface Moment {
  readonly kind: (typeof KINDS)[number];
  /** Acknowledged requests before it, since the stack was ready. */
  readonly after: number;
  /** Milliseconds until the second kill of `engine` and `start`. */
  readonly againMs: number;
}

const FEWEST_REQUESTS = 2;
/** On a machine that is too busy for its load a moment comes all the same. */
const PATIENCE_MS = 20_000;
const AGAIN_MS = { engine: 1500, start: 2500 };

/** Plans moments, each after up to so many requests; the same numbers give the same moments. */
export function planMoments(count: number, mostRequests: number, random: () => number): Moment[] {
  return Array.from({ length: count }, (_, index) => {
    // every kind comes, in any length of run
    const kind = KINDS[index % KINDS.length] ?? "runtime";
    return {
      kind,
      after: Math.round(FEWEST_REQUESTS + random() * (mostRequests - FEWEST_REQUESTS)),
      againMs: Math.round(random() * (kind === "start" ? AGAIN_MS.start : AGAIN_MS.engine)),
    };
  });
}

const wait = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

/** Carries a moment out on a stack under load. @returns the next stack, which is starting or ready */
export async function strike(place: Place, stack: Stack, moment: Moment, ledger: Ledger): Promise<Stack> {
  const end = Date.now() + PATIENCE_MS;
  const goal = ledger.acknowledged + moment.after;
  while (ledger.acknowledged < goal && Date.now() < end) await wait(1);
  const engine = enginePid(place.dataDir);
  if (engine !== undefined && (moment.kind === "all" || moment.kind === "engine")) killNow(engine);
  if (moment.kind === "engine") await wait(moment.againMs);
  if (moment.kind === "ctrl-c") stack.signal("SIGINT");
  else killNow(stack.pid);
  await stack.ended;
  if (moment.kind !== "start") return place.start();
  const short = place.start();
  await wait(moment.againMs);
  killNow(short.pid);
  await short.ended;
  return place.start();
}
