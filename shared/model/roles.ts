import * as z from "zod";
import { UserId } from "./ids.ts";

/** Roles are the user pool's groups (domain-rules 8.4). A user may hold several. */
export const ROLES = [
  "rep",
  "marketer",
  "reviewer",
  "msl",
  "safety",
  "compliance",
  "analyst",
  "admin",
] as const;
export const Role = z.enum(ROLES);
export type Role = z.output<typeof Role>;

/** The signed-in person behind a request. */
export const Caller = z.object({ userId: UserId, name: z.string(), roles: z.array(Role) });
export type Caller = z.output<typeof Caller>;
