/** Pure: a path of ours, or the start. What comes back with a sign-in does not choose where to go. */
export function ownPath(to: string | undefined, origin: string): string {
  if (to === undefined || !URL.canParse(to, origin)) return "/";
  const address = new URL(to, origin);
  return address.origin === origin ? address.pathname + address.search + address.hash : "/";
}
