/** Without a touch this long nobody is known to look any more, ms (domain-rules 6.2). */
const IDLE_MS = 30_000;
/** A longer gap between two looks is a sleeping phone or a stopped timer, ms; nobody knows what happened in it. */
const GAP_MS = 15_000;

/** What is known about the page at one moment. */
export interface PageState {
  /** The tab is on screen and its window has the focus; so of two tabs one at most counts. */
  readonly inFront: boolean;
  /** The piece whose film plays with at least half of it in view. */
  readonly playing?: string | undefined;
  /** The piece with the largest visible area. */
  readonly onScreen?: string | undefined;
}

/**
 * Active time by piece: in front, and touched within 30 s or playing in view (domain-rules 6.2). Times are milliseconds
 * of a monotonic clock; a stretch between two looks counts by what was known when it began.
 */
export class ActiveTime {
  private state: PageState = { inFront: false };
  private active = new Map<string, number>();
  private touchedAt: number;

  /** Opening a page is a touch. */
  constructor(private last: number) {
    this.touchedAt = last;
  }

  /** The person touched, typed, scrolled or moved the pointer. */
  touch(now: number): void {
    this.look(now, this.state);
    this.touchedAt = now;
  }

  /** The page is in this state from now on. */
  look(now: number, state: PageState): void {
    const { inFront, playing, onScreen } = this.state;
    const end = playing === undefined ? Math.min(now, this.touchedAt + IDLE_MS) : now;
    const piece = playing ?? onScreen;
    if (inFront && piece !== undefined && end > this.last && now - this.last <= GAP_MS)
      this.active.set(piece, (this.active.get(piece) ?? 0) + end - this.last);
    this.last = now;
    this.state = state;
  }

  /** Takes what was counted since the last call, in whole milliseconds. */
  take(): [versionId: string, ms: number][] {
    const taken: [string, number][] = [];
    for (const [versionId, ms] of this.active) {
      const whole = Math.floor(ms);
      if (whole > 0) taken.push([versionId, whole]);
      this.active.set(versionId, ms - whole);
    }
    return taken;
  }
}
