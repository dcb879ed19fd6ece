import type { Role } from "../../../../shared/model/roles.ts";
import { SCREENS, type ScreenEntry } from "./screens.ts";

/** The screens that somebody with these roles sees in the navigation, in order. */
export function navigationOf(roles: readonly Role[]): readonly ScreenEntry[] {
  return SCREENS.filter((screen) => screen.nav !== undefined && mayOpen(screen, roles)).sort(
    (a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0),
  );
}

/** Those of them that the phone's bar shows somebody with these roles. */
export function bottomOf(screens: readonly ScreenEntry[], roles: readonly Role[]): readonly ScreenEntry[] {
  return screens.filter(({ nav }) => {
    const bottom = nav?.bottom;
    return bottom === true || bottom?.some((role) => roles.includes(role)) === true;
  });
}

/** Pure: whether somebody at this path is in a place of the navigation that its own link does not know of. */
export function isElsewhereIn({ nav }: Pick<ScreenEntry, "nav">, pathname: string): boolean {
  return nav?.also?.some((path) => pathname === path || pathname.startsWith(`${path}/`)) === true;
}

/** Whether one of the roles opens the screen. */
export function mayOpen(screen: Pick<ScreenEntry, "roles">, roles: readonly Role[]): boolean {
  return screen.roles.some((role) => roles.includes(role));
}
