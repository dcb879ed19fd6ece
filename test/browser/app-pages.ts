import type { Role } from "../../shared/model/roles.ts";
import { SCREENS } from "../../web/reps/src/app/screens.ts";

/** Ids that stand for the names in the paths of the screens, and some of things in a certain state (`STATES`). */
export type Ids = Readonly<Partial<Record<string, string>>>;

/** One address of the app, and as whom it is looked at. */
export interface AppPage {
  /** Short enough for a file's name. */
  readonly name: string;
  readonly path: string;
  readonly role: Role;
}

/** Who looks at screens that several roles open: whoever has most to see there. */
const LOOKS: readonly Role[] = ["rep", "marketer", "reviewer", "compliance", "admin"];

/** Screens of things in a certain state only, and the id that stands for such a thing. */
const STATES: Readonly<Record<string, string>> = {
  "/review/$versionId": "waitingId",
  "/templates/$templateVersionId/edit": "templateDraftId",
  "/experiments/$experimentId/plan": "experimentDraftId",
};

/**
 * Every screen of the app's own list, each once, with ids in place of `$name`; screens whose id is not known are left
 * out.
 */
export function appPages(ids: Ids): readonly AppPage[] {
  const pages = SCREENS.flatMap(({ path, roles }): AppPage[] => {
    const filled = path.replace(/\$(\w+)/g, (_, name: string) => ids[STATES[path] ?? name] ?? "?");
    const role = LOOKS.find((one) => roles.some((may) => may === one)) ?? roles[0];
    if (filled.includes("?") || role === undefined) return [];
    return [{ name: nameOf(path), path: filled, role }];
  });
  const { templateWaitingId, experimentEndedId } = ids;
  return [
    ...pages,
    // as whoever decides sees it, and at its end
    ...(templateWaitingId === undefined
      ? []
      : [{ name: "template-to-sign", path: `/templates/${templateWaitingId}`, role: "reviewer" as const }]),
    ...(experimentEndedId === undefined
      ? []
      : [{ name: "experiment-ended", path: `/experiments/${experimentEndedId}`, role: "marketer" as const }]),
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
