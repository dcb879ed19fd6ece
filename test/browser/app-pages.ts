import type { Role } from "../../shared/model/roles.ts";
import { SCREENS } from "../../web/reps/src/app/screens.ts";

/** Ids that stand for the names in the paths of the screens; `waitingId` is the version on the review desk. */
export type Ids = Readonly<Partial<Record<string, string>>>;

/** One address of the app, and as whom it is looked at. */
export interface AppPage {
  /** Short enough for a file's name. */
  readonly name: string;
  readonly path: string;
  readonly role: Role;
}

/** Who looks at screens that several roles open: whoever has most to see there. */
const LOOKS: readonly Role[] = ["rep", "marketer", "reviewer", "admin"];

/**
 * Every screen of the app's own list, each once, with ids in place of `$name`; screens whose id is not known are left
 * out.
 */
export function appPages(ids: Ids): readonly AppPage[] {
  const pages = SCREENS.flatMap(({ path, roles }): AppPage[] => {
    const filled = path.replace(
      /\$(\w+)/g,
      (_, name: string) => ids[path.startsWith("/review/") ? "waitingId" : name] ?? "?",
    );
    const role = LOOKS.find((one) => roles.some((may) => may === one)) ?? roles[0];
    if (filled.includes("?") || role === undefined) return [];
    return [{ name: nameOf(path), path: filled, role }];
  });
  return [
    ...pages,
    // each role has its own there
    { name: "questions-medical", path: "/questions", role: "msl" },
    { name: "questions-safety", path: "/questions", role: "safety" },
    { name: "me", path: "/me", role: "rep" },
    { name: "not-here", path: "/nowhere", role: "rep" },
  ];
}

function nameOf(path: string): string {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("$") ? "one" : part))
    .join("-");
}
