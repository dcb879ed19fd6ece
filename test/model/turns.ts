import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";

/** What happens to a call when its turn has come. `crash` ends its actor before the call, `crash_after` after it. */
export type Fate = "happens" | "conflict" | "crash" | "crash_after";

/** One turn: whose call is next, of those that wait, and its fate. */
export interface Turn {
  readonly pick: number;
  readonly fate: Fate;
}

/** A call that waits for its turn. */
interface Waiting {
  readonly actor: Actor;
  readonly go: (fate: Fate) => Promise<void>;
}

interface Actor {
  readonly number: number;
  ended: boolean;
  waiting: number;
  error?: unknown;
}

/**
 * Decides in which order rivals reach what they share. Actors run side by side until each of them waits at a call; then
 * one call is carried out alone, and its actor goes on to its next. So the same turns give the same story, whatever the
 * machine does, and a story can be told again with fewer turns.
 */
export class Turns {
  private readonly current = new AsyncLocalStorage<Actor>();
  private waiting: Waiting[] = [];
  private turns: readonly Turn[] = [];
  private taken = 0;
  private changed: () => void = () => undefined;

  /** Runs acts side by side. Resolves when each has ended or crashed. @throws the first error of an act */
  async together(acts: readonly (() => Promise<void>)[], turns: readonly Turn[]): Promise<void> {
    this.turns = turns;
    this.taken = 0;
    const actors = acts.map((act, number) => this.begin(act, number));
    for (;;) {
      await this.allWait(actors);
      const next = this.waiting[this.turn().pick % Math.max(1, this.waiting.length)];
      if (next === undefined) break;
      this.waiting = this.waiting.filter((one) => one !== next);
      next.actor.waiting -= 1;
      await next.go(this.turn().fate);
      this.taken += 1;
    }
    this.waiting = [];
    const failed = actors.find(({ error }) => error !== undefined);
    if (failed !== undefined) throw failed.error;
  }

  /** Waits for the turn of a call; outside of `together` it happens at once. `conflict` is what a rival makes of it. */
  async wait<Answer>(call: () => Promise<Answer>, conflict?: () => Error): Promise<Answer> {
    const actor = this.current.getStore();
    if (actor === undefined) return call();
    return new Promise((resolve, reject) => {
      const go = async (fate: Fate) => {
        if (fate === "crash") return this.end(actor);
        if (fate === "conflict" && conflict !== undefined) return reject(conflict());
        try {
          const answer = await call();
          if (fate === "crash_after") this.end(actor);
          else resolve(answer);
        } catch (error) {
          reject(error);
        }
      };
      actor.waiting += 1;
      this.waiting.push({ actor, go });
      this.changed();
    });
  }

  private turn(): Turn {
    return this.turns[this.taken] ?? { pick: 0, fate: "happens" };
  }

  private begin(act: () => Promise<void>, number: number): Actor {
    const actor: Actor = { number, ended: false, waiting: 0 };
    this.current
      .run(actor, act)
      .catch((error: unknown) => {
        actor.error = error;
      })
      .finally(() => this.end(actor));
    return actor;
  }

  /** What a crashed actor still waits for never happens. */
  private end(actor: Actor): void {
    actor.ended = true;
    this.waiting = this.waiting.filter((one) => one.actor !== actor);
    this.changed();
  }

  /** Calls that belong together are made in one go: after a round of the event loop all of them wait. */
  private async allWait(actors: readonly Actor[]): Promise<void> {
    for (;;) {
      await setImmediate();
      if (actors.every(({ ended, waiting }) => ended || waiting > 0)) break;
      await new Promise<void>((resolve) => {
        this.changed = resolve;
      });
    }
    this.waiting.sort((a, b) => a.actor.number - b.actor.number);
  }
}
