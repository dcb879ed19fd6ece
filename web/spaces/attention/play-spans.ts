/** A continuous stretch of media that really played, in milliseconds of media time. */
export interface PlaySpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly ratePercent: number;
}

/**
 * Turns what a player reports into spans. A span ends where playing stops, the rate changes or the position jumps;
 * a jump is never counted as watched (domain-rules 6.3: intervals, not counters).
 */
export class PlaySpans {
  private from: number | undefined;
  private last = 0;
  private rate = 1;
  private done: PlaySpan[] = [];

  /** Playing began or went on at this position (seconds), e.g. after a seek. */
  start(position: number, rate: number): void {
    this.stop(position);
    this.from = position;
    this.last = position;
    this.rate = rate;
  }

  /** The player is at this position now. A step that playing cannot explain closes the span at the last known place. */
  tick(position: number, elapsedSeconds: number): void {
    if (this.from === undefined) return;
    const step = position - this.last;
    if (step < 0 || step > elapsedSeconds * this.rate + 0.75) {
      this.close(this.last);
      this.from = position;
    }
    this.last = position;
  }

  /** Playing stopped; the span ends at the last position that was really reached. */
  stop(position: number): void {
    if (this.from === undefined) return;
    const step = position - this.last;
    this.close(step >= 0 && step < 0.75 ? position : this.last);
    this.from = undefined;
  }

  /** Takes the finished spans and cuts the running one, so that nothing is lost when the page goes. */
  take(): PlaySpan[] {
    if (this.from !== undefined) {
      this.close(this.last);
      this.from = this.last;
    }
    const spans = this.done;
    this.done = [];
    return spans;
  }

  private close(to: number): void {
    const fromMs = Math.round((this.from ?? to) * 1000);
    const toMs = Math.round(to * 1000);
    if (toMs > fromMs) this.done.push({ fromMs, toMs, ratePercent: Math.round(this.rate * 100) });
  }
}
