import type { DemoUser } from "../services/cognito/pool-users.ts";

/** The people of the demo company. Their subjects are fixed, so that data of earlier runs still belongs to them. */
const PEOPLE = [
  { username: "ana", name: "Ana Ruiz", role: "rep" },
  { username: "ben", name: "Ben Fischer", role: "rep" },
  { username: "mara", name: "Mara Lindholm", role: "marketer" },
  { username: "maria", name: "Dr Maria Keller", role: "reviewer" },
  { username: "sam", name: "Dr Sam Okafor", role: "msl" },
  { username: "pia", name: "Pia Novak", role: "safety" },
  { username: "claire", name: "Claire Dubois", role: "compliance" },
  { username: "noah", name: "Noah Byrne", role: "analyst" },
  { username: "ada", name: "Ada Moreau", role: "admin" },
] as const;

/** Users of the local pool, the first of a role being the one that `npm run token -- <role>` signs in. */
export function demoUsers(): readonly DemoUser[] {
  return PEOPLE.map(({ username, name, role }, index) => ({
    username,
    name,
    email: `${username}@acme.example`,
    groups: [role],
    sub: `00000000-0000-4000-8000-${String(index + 1).padStart(12, "0")}`,
    attributes: {},
  }));
}

/** The demo user that stands for a role, or has this name. */
export function demoUserOf(roleOrName: string): DemoUser | undefined {
  return demoUsers().find((user) => user.username === roleOrName || user.groups.includes(roleOrName));
}
