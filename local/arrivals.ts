/** Wakes long polls. A mark taken before looking makes sure that nothing arrives unseen between looking and waiting. */
export class Arrivals {
  #count = 0;
  #closed = false;
  readonly #waiting = new Set<() => void>();

  mark(): number {
    return this.#count;
  }

  announce(): void {
    this.#count += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
    this.announce();
  }

  /** Resolves at the first announcement after `mark`, after `ms`, or when the signal aborts. */
  after(mark: number, ms: number, signal?: AbortSignal): Promise<void> {
    if (this.#count !== mark || this.#closed || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.min(ms, longestTimerMs));
      this.#waiting.add(wake);
      signal?.addEventListener("abort", wake);
    });
  }
}

/** setTimeout fires at once for longer times. */
const longestTimerMs = 2 ** 31 - 1;
