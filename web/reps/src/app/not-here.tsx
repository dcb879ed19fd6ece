import { Button } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { EmptyLine } from "../ui/empty-line.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { ROLE_HOLDERS } from "./role-names.ts";
import type { ScreenEntry } from "./screens.ts";

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <>
      <PageHead title="There is no such page" />
      <EmptyLine action={<LinkButton to="/">Go to the start</LinkButton>}>
        The address may be old or mistyped.
      </EmptyLine>
    </>
  );
}

/** Somebody whom the person may not know of, or nobody: the same words for both, so that nothing leaks. */
export function NobodyHere() {
  return (
    <>
      <PageHead title="Nobody here for you" />
      <EmptyLine action={<LinkButton to="/hcps">Open your HCPs</LinkButton>}>
        This address leads to nobody in your territories.
      </EmptyLine>
    </>
  );
}

/** A screen of another role. */
export function NoPermission({ screen }: { readonly screen: ScreenEntry }) {
  const names = screen.roles.map((role) => ROLE_HOLDERS[role]);
  return (
    <>
      <PageHead title={screen.title} />
      <EmptyLine action={<LinkButton to="/">Go to the start</LinkButton>}>
        This is for {new Intl.ListFormat("en-IE", { type: "disjunction" }).format(names)}. An administrator
        decides who has which role.
      </EmptyLine>
    </>
  );
}

/** A screen that broke while it was drawn, or whose code did not arrive. */
export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  // After a deployment the code of an open tab's next screen may have moved.
  const moved = /dynamically imported module|module script/i.test(String(error));
  if (moved)
    return (
      <EmptyLine action={<Button onClick={() => location.reload()}>Reload</Button>}>
        Invito was renewed, or the line was lost. Reload to go on.
      </EmptyLine>
    );
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <Problem error={error} onRetry={retry} />;
}
