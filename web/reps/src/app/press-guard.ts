/**
 * Lets one press through until it has been settled. A button that is drawn as busy comes too late for the second click of
 * a double click: this closes within the first.
 */
export interface PressGuard {
  /** Whether this press may go on; then it has to `leave`. */
  readonly enter: () => boolean;
  readonly leave: () => void;
}

/** Makes a guard that is open. */
export function pressGuard(): PressGuard {
  let inside = false;
  return {
    enter: () => {
      if (inside) return false;
      inside = true;
      return true;
    },
    leave: () => {
      inside = false;
    },
  };
}

/** Pure: the same act behind a guard; a press that is not let through does nothing. */
export function guarded<Args extends readonly unknown[], Result>(
  guard: PressGuard,
  act: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => (guard.enter() ? act(...args) : undefined);
}
