import { type Icon, IconLogout, IconMoon, IconPlus, IconSun, IconUser } from "@tabler/icons-react";
import { foldName } from "../../../../shared/model/fold-name.ts";
import type { Role } from "../../../../shared/model/roles.ts";
import type { CallOutput } from "../../../client/client.ts";
import { fullName } from "./hcp.tsx";
import { mayOpen, navigationOf } from "./navigation.ts";
import { SCREENS, type ScreenEntry } from "./screens.ts";

/** One thing to find or do. */
export interface Entry {
  readonly id: string;
  readonly group: "People" | "Content" | "Go to" | "Do";
  readonly label: string;
  readonly note?: string;
  readonly icon?: Icon;
  /** Further words that find it. */
  readonly words?: string;
  readonly run: () => void;
}

export interface Hands {
  readonly go: (path: string, params?: Readonly<Record<string, string>>) => void;
  readonly scheme: (scheme: "light" | "dark" | "auto") => void;
  readonly signOut: () => void;
}

/** Pure: whether every word typed begins a word of the entry; accents and apostrophes do not matter. */
export function matches(entry: Pick<Entry, "label" | "note" | "words">, typed: string): boolean {
  const has = foldName([entry.label, entry.note, entry.words].filter(Boolean).join(" ")).split(/[\s,·/]+/);
  return foldName(typed)
    .split(" ")
    .filter((word) => word !== "")
    .every((word) => has.some((one) => one.startsWith(word)));
}

/** Screens and commands of somebody with these roles. */
export function ownEntries(roles: readonly Role[], hands: Hands): readonly Entry[] {
  const screens = navigationOf(roles).map(
    (screen): Entry => ({
      id: screen.path,
      group: "Go to",
      label: screen.title,
      ...(screen.nav === undefined ? {} : { icon: screen.nav.icon }),
      run: () => hands.go(screen.path),
    }),
  );
  const actions = SCREENS.filter((screen) => isAction(screen) && mayOpen(screen, roles)).map(
    (screen): Entry => ({
      id: screen.path,
      group: "Do",
      label: screen.title,
      icon: IconPlus,
      run: () => hands.go(screen.path),
    }),
  );
  return [
    ...screens,
    {
      id: "me",
      group: "Go to",
      label: "Me",
      words: "settings profile colours",
      icon: IconUser,
      run: () => hands.go("/me"),
    },
    ...actions,
    {
      id: "light",
      group: "Do",
      label: "Light colours",
      words: "theme",
      icon: IconSun,
      run: () => hands.scheme("light"),
    },
    {
      id: "dark",
      group: "Do",
      label: "Dark colours",
      words: "theme",
      icon: IconMoon,
      run: () => hands.scheme("dark"),
    },
    {
      id: "auto",
      group: "Do",
      label: "Colours as the system",
      words: "theme",
      icon: IconSun,
      run: () => hands.scheme("auto"),
    },
    { id: "out", group: "Do", label: "Sign out", words: "log", icon: IconLogout, run: hands.signOut },
  ];
}

/** Screens without a place in the navigation and without a parameter begin something. */
function isAction({ path, nav }: ScreenEntry): boolean {
  return nav === undefined && !path.includes("$");
}

/** People whose name or note fits what was typed. */
export function peopleEntries(
  people: readonly Pick<
    CallOutput<"listHcps">["items"][number],
    "hcpId" | "title" | "firstName" | "lastName" | "specialty" | "city"
  >[],
  typed: string,
  hands: Hands,
): readonly Entry[] {
  const entries = people.map(
    (hcp): Entry => ({
      id: hcp.hcpId,
      group: "People",
      label: fullName(hcp),
      note: [hcp.specialty, hcp.city].filter(Boolean).join(" · "),
      run: () => hands.go("/hcps/$hcpId", { hcpId: hcp.hcpId }),
    }),
  );
  // what is shown may still be the answer to fewer letters: Enter must not open somebody else
  return entries.filter((entry) => matches(entry, typed));
}

/** Pieces of content whose title or product fits. */
export function contentEntries(
  versions: CallOutput<"listContent">["items"],
  typed: string,
  hands: Hands,
): readonly Entry[] {
  return versions
    .map(
      (version): Entry => ({
        id: version.versionId,
        group: "Content",
        label: version.title,
        note: version.product,
        run: () => hands.go("/library/$versionId", { versionId: version.versionId }),
      }),
    )
    .filter((entry) => matches(entry, typed))
    .slice(0, 6);
}
