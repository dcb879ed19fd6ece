import { Navigate } from "@tanstack/react-router";
import { EmptyLine } from "../ui/empty-line.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { navigationOf } from "./navigation.ts";
import { ROLE_NAMES } from "./role-names.ts";
import { useSession } from "./session.tsx";

/** `/`: the first screen of the person's role, or the plain truth where there is none yet. */
export function StartScreen() {
  const { roles, name } = useSession();
  const first = navigationOf(roles)[0];
  if (first !== undefined) return <Navigate to={first.path} replace />;
  const held = roles.map((role) => ROLE_NAMES[role]).join(", ");
  return (
    <>
      <PageHead title={`Hello ${name}`} documentTitle="Start" />
      <EmptyLine>
        {roles.length === 0
          ? "Your account has no role yet. An administrator gives you one."
          : `There are no screens for ${held} yet. Your rights hold in the API.`}
      </EmptyLine>
    </>
  );
}
