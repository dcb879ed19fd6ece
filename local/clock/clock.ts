import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { LocalClock } from "../runtime-ports.ts";

/** Business time before and after a jump, in milliseconds since the epoch. */
export interface ClockJump {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Business time that a developer or a test may move; it runs on at the speed of real time. */
export interface JumpingClock extends LocalClock {
  /**
   * Moves business time to `instant` (a Date or anything Date reads) and resolves when every listener has acted on
   * it. Throws RangeError for what is no instant, AggregateError when listeners failed (the jump stays).
   */
  setBusinessTime(instant: Date | string | number): Promise<void>;
  /** Back to real time; listeners hear of it as of any jump. */
  reset(): Promise<void>;
  /** Schedules fire and sweeps run in listeners. Returns how to stop listening. */
  onJump(listener: (jump: ClockJump) => void | Promise<void>): () => void;
}

/** A clock whose offset survives restarts in `file` (JSON); a missing file means real time. */
export function createClock(file: string): JumpingClock {
  const listeners = new Set<(jump: ClockJump) => void | Promise<void>>();
  let offset = readOffset(file);
  let lastJump: Promise<void> = Promise.resolve();

  const jump = async (offsetAtJump: () => number): Promise<void> => {
    const fromMs = Date.now() + offset;
    offset = offsetAtJump();
    writeOffset(file, offset);
    const toMs = Date.now() + offset;
    const outcomes = await Promise.allSettled(
      [...listeners].map(async (listener) => listener({ fromMs, toMs })),
    );
    const reasons = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    if (reasons.length > 0)
      throw new AggregateError(reasons, "The clock jumped, but not everything followed.");
  };
  // One jump at a time: a listener sees the business time it was told of.
  const inTurn = (offsetAtJump: () => number): Promise<void> => {
    const turn = lastJump.then(() => jump(offsetAtJump));
    lastJump = turn.catch(() => undefined);
    return turn;
  };

  return {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    async setBusinessTime(instant) {
      const target = new Date(instant).getTime();
      if (Number.isNaN(target)) throw new RangeError(`Not an instant: ${String(instant)}`);
      await inTurn(() => target - Date.now());
    },
    reset: () => inTurn(() => 0),
    onJump(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readOffset(file: string): number {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
  const stored: unknown = JSON.parse(text);
  if (
    typeof stored === "object" &&
    stored !== null &&
    "offsetMs" in stored &&
    typeof stored.offsetMs === "number"
  ) {
    return stored.offsetMs;
  }
  throw new Error(`${file} does not hold a clock offset.`);
}

function writeOffset(file: string, offsetMs: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.next`, JSON.stringify({ offsetMs }), { flush: true });
  renameSync(`${file}.next`, file);
}
