/**
 * Time that passes only while everybody waits: actors do their real work at one instant and sleep in virtual
 * milliseconds. So ten minutes of business take as long as their work, and rates are exact whatever the machine does.
 */
export class VirtualTime {
  private at: number;
  private awake = 0;
  private readonly sleepers: { readonly wake: number; readonly resume: () => void }[] = [];

  constructor(start: number) {
    this.at = start;
  }

  /** Epoch milliseconds. */
  readonly now = (): number => this.at;

  readonly sleep = (milliseconds: number): Promise<void> =>
    new Promise((resume) => {
      this.sleepers.push({ wake: this.at + Math.max(0, milliseconds), resume });
      this.rest();
    });

  /** Runs actors side by side until all have ended. Whoever calls it from within an actor waits as if asleep. */
  async together(actors: readonly (() => Promise<void>)[], within = false): Promise<void> {
    this.awake += actors.length;
    const ended = actors.map(async (actor) => {
      try {
        await actor();
      } finally {
        this.rest();
      }
    });
    if (within) this.rest();
    await Promise.all(ended);
    if (within) this.awake += 1;
  }

  /** One actor fewer is awake; with nobody left, time goes on to the next who wakes. */
  private rest(): void {
    this.awake -= 1;
    if (this.awake > 0 || this.sleepers.length === 0) return;
    this.at = Math.min(...this.sleepers.map(({ wake }) => wake));
    const due = this.sleepers.filter(({ wake }) => wake <= this.at);
    for (const sleeper of due) this.sleepers.splice(this.sleepers.indexOf(sleeper), 1);
    this.awake += due.length;
    for (const { resume } of due) resume();
  }
}
