/** Pure: a path of ours, or the start. What comes back with a sign-in does not choose where to go. */
export function ownPath(to: string | undefined, origin: string): string {
  if (to === undefined || !URL.canParse(to, origin)) return "/";
  const address = new URL(to, origin);
  // "/.//elsewhere" is ours as an address, and no longer as the path that is left of it
  if (address.origin !== origin || address.pathname.startsWith("//")) return "/";
  return address.pathname + address.search + address.hash;
}
