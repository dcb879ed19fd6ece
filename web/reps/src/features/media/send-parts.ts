import { type FilePart, partsOf } from "../../../../../shared/model/upload-parts.ts";

/** How an upload stands on the other side. */
export interface Standing {
  readonly bytes: number;
  readonly partBytes: number;
  readonly arrived: readonly { readonly number: number; readonly bytes: number }[];
}

/** What sending needs of the world outside. */
export interface SendDeps {
  /** Gives an address that takes exactly this part. */
  readonly sign: (part: FilePart) => Promise<string>;
  /** Puts bytes to an address. @throws when they did not all arrive */
  readonly put: (
    address: string,
    bytes: Blob,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<void>;
  /** Waits before another try, longer each time, or until the line is back. */
  readonly rest: (tries: number, signal: AbortSignal) => Promise<void>;
  /** Whether trying again can help. */
  readonly mayPass: (error: unknown) => boolean;
}

/** Three at once fill a line without one slow part holding up the rest. */
const AT_ONCE = 3;

/** Pure: the parts that have not arrived whole. */
export function missingParts({ bytes, partBytes, arrived }: Standing): FilePart[] {
  return partsOf(bytes, partBytes).filter(
    (part) => !arrived.some((one) => one.number === part.number && one.bytes === part.bytes),
  );
}

/**
 * Sends what is missing of a file, and goes on by itself after a lost line. `onSent` hears how many bytes of the whole
 * are there, `onWait` whether it waits for the line.
 * @throws what `signal` was aborted with, or an error that another try cannot help
 */
export async function sendParts(
  file: Blob,
  standing: Standing,
  deps: SendDeps,
  hear: { readonly onSent: (bytes: number) => void; readonly onWait: (waiting: boolean) => void },
  signal: AbortSignal,
): Promise<void> {
  const missing = missingParts(standing);
  const there = standing.bytes - missing.reduce((sum, part) => sum + part.bytes, 0);
  const sent = new Map<number, number>();
  const tell = () => hear.onSent(there + [...sent.values()].reduce((sum, bytes) => sum + bytes, 0));
  tell();

  async function send(part: FilePart): Promise<void> {
    for (let tries = 1; ; tries++) {
      signal.throwIfAborted();
      try {
        const address = await deps.sign(part);
        signal.throwIfAborted();
        const bytes = file.slice(part.from, part.from + part.bytes);
        await deps.put(
          address,
          bytes,
          (count) => {
            sent.set(part.number, count);
            tell();
          },
          signal,
        );
        sent.set(part.number, part.bytes);
        hear.onWait(false);
        tell();
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!deps.mayPass(error)) throw error;
        // what was under way did not arrive
        sent.delete(part.number);
        tell();
        hear.onWait(true);
        await deps.rest(tries, signal);
      }
    }
  }

  const queue = [...missing];
  const lane = async () => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) await send(part);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, missing.length) }, lane));
}
