import { Button, type ButtonProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A link that looks like a button: `<LinkButton to="/hcps/$hcpId/compose" params={{ hcpId }}>Compose</LinkButton>`. */
export function LinkButton(
  props: ButtonProps & {
    readonly to: string;
    readonly params?: Readonly<Record<string, string>>;
    readonly search?: Readonly<Record<string, unknown>>;
    readonly "aria-label"?: string;
    readonly children: ReactNode;
  },
) {
  const { to, params, search, children, ...button } = props;
  return (
    <Button
      {...button}
      renderRoot={(root) => <Link {...root} to={to} params={params as never} search={search as never} />}
    >
      {children}
    </Button>
  );
}
