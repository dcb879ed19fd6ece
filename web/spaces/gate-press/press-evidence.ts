import type { PressedBy } from "../../../shared/model/link-class.ts";

/** What the script asks of a click: browsers set `isTrusted` for what a person did and only for that. */
export interface Click {
  readonly isTrusted: boolean;
  /** `mouse`, `touch` or `pen`; empty for a key, absent in older browsers. */
  readonly pointerType?: string;
}

/** Follows who presses, and how long the page was in sight before. Times are milliseconds of the page's own clock. */
export class PressEvidence {
  private by: PressedBy = "none";
  private seenMs = 0;
  private since: number | undefined;

  /** The page came into sight or went out of it; what is rendered ahead or in another tab is read by nobody. */
  look(visible: boolean, now: number): void {
    if (visible) this.since ??= now;
    else {
      this.seenMs += now - (this.since ?? now);
      this.since = undefined;
    }
  }

  /** A click on the page: a key's press of a button and assistive technology come as one, too. The last one counts. */
  click({ isTrusted, pointerType = "" }: Click): void {
    if (!isTrusted) this.by = "untrusted";
    else if (pointerType === "mouse" || pointerType === "touch" || pointerType === "pen")
      this.by = pointerType;
    else this.by = "key";
  }

  /** What goes along with the form. */
  at(now: number): { readonly pressedBy: PressedBy; readonly dwellMs: number } {
    return { pressedBy: this.by, dwellMs: Math.floor(this.seenMs + now - (this.since ?? now)) };
  }
}
