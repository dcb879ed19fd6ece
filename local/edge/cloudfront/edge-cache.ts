/** The edge's bounded memory of answers, least recently used out first. */
import type { HeaderList } from "../http-message.ts";

export interface CachedAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Milliseconds since the epoch: when the origin answered, and until when the answer is fresh. */
  readonly storedAt: number;
  readonly freshUntil: number;
}

export interface EdgeCache {
  get(key: string): CachedAnswer | undefined;
  put(key: string, answer: CachedAnswer): void;
  drop(key: string): void;
  /** What an invalidation of `/*` does. */
  clear(): void;
}

/** Holds at most `maxBytes` of bodies; an answer over `maxBytes` is not kept. */
export function edgeCache(maxBytes = 64 * 1024 * 1024): EdgeCache {
  const answers = new Map<string, CachedAnswer>();
  let bytes = 0;
  const drop = (key: string) => {
    bytes -= answers.get(key)?.body.length ?? 0;
    answers.delete(key);
  };
  return {
    get(key) {
      const found = answers.get(key);
      if (found) {
        answers.delete(key);
        answers.set(key, found);
      }
      return found;
    },
    put(key, answer) {
      drop(key);
      if (answer.body.length > maxBytes) return;
      answers.set(key, answer);
      bytes += answer.body.length;
      for (const oldest of answers.keys()) {
        if (bytes <= maxBytes && answers.size <= MAX_ANSWERS) break;
        drop(oldest);
      }
    },
    drop,
    clear() {
      answers.clear();
      bytes = 0;
    },
  };
}

const MAX_ANSWERS = 10_000;
