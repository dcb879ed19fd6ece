let wanted = false;

/** Called when the address changes: the heading that appears next takes the focus. */
export function requestFocus(): void {
  wanted = true;
}

/** Whether the caller should take the focus; true once for each change of route. */
export function takeFocusRequest(): boolean {
  const was = wanted;
  wanted = false;
  return was;
}
