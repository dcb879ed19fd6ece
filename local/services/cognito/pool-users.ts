/** The users of a pool: demonstration users given by the project, and what was created or changed at run time. */
import { openDurableMap } from "../../journal/durable-map.ts";
import type { Journal } from "../../runtime-ports.ts";

/** A user that the project's demonstration data brings along. */
export interface DemoUser {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
  readonly sub: string;
  /** Further attributes, `custom:` ones with their prefix. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface PoolUser {
  readonly username: string;
  readonly sub: string;
  /** `email`, `name` and the like; without `sub`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly enabled: boolean;
  readonly status: "CONFIRMED" | "FORCE_CHANGE_PASSWORD";
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface PoolUsers {
  /** By username or sub. */
  find(id: string): PoolUser | undefined;
  all(): readonly PoolUser[];
  /** Adds or replaces; resolves when durable. */
  save(user: PoolUser): Promise<void>;
}

/** A stored user hides the demonstration user of the same name; `demoUsers` is asked each time, as seeds may come later. */
export async function openPoolUsers(
  journal: Journal,
  poolId: string,
  demoUsers: () => readonly DemoUser[],
): Promise<PoolUsers> {
  const stored = await openDurableMap<PoolUser>(journal, `cognito-users-${poolId}`);
  const all = () => {
    const users = new Map(demoUsers().map((demo) => [demo.username, fromDemo(demo)]));
    for (const [username, user] of stored.entries()) users.set(username, user);
    return [...users.values()];
  };
  return {
    all,
    find: (id) => stored.get(id) ?? all().find(({ username, sub }) => username === id || sub === id),
    save: (user) => stored.write([[user.username, user]]),
  };
}

function fromDemo(demo: DemoUser): PoolUser {
  return {
    username: demo.username,
    sub: demo.sub,
    attributes: { email: demo.email, email_verified: "true", name: demo.name, ...demo.attributes },
    groups: demo.groups,
    enabled: true,
    status: "CONFIRMED",
    createdAt: 0,
    changedAt: 0,
  };
}
