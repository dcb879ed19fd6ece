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

/** Who holds a role, in a sentence. */
export const ROLE_HOLDERS: Readonly<Record<Role, string>> = {
  rep: "representatives",
  marketer: "marketing",
  reviewer: "MLR reviewers",
  msl: "medical information",
  safety: "safety",
  compliance: "compliance",
  analyst: "analysts",
  admin: "administrators",
};
