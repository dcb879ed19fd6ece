import type { Role } from "../../../../shared/model/roles.ts";

/** Roles as people say them. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  rep: "Representative",
  marketer: "Marketing",
  reviewer: "MLR reviewer",
  msl: "Medical information",
  safety: "Safety",
  compliance: "Compliance",
  analyst: "Analyst",
  admin: "Administrator",
};
