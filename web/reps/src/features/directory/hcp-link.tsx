import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, type ReactNode, useCallback } from "react";

/** What a press on a link of the list does; one for all rows. */
export function useOpenHcp(): (event: MouseEvent<HTMLAnchorElement>) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      const { hcpId } = event.currentTarget.dataset;
      const elsewhere =
        event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
      if (elsewhere || hcpId === undefined) return;
      event.preventDefault();
      void navigate({ to: "/hcps/$hcpId", params: { hcpId } as never });
    },
    [navigate],
  );
}

/**
 * A link to somebody's overview. The router's own link listens to every change of place, which fifty new rows in one
 * frame of scrolling do not bear.
 */
export function HcpLink(props: {
  readonly hcpId: string;
  readonly onOpen: (event: MouseEvent<HTMLAnchorElement>) => void;
  readonly className: string | undefined;
  readonly children: ReactNode;
}) {
  const { hcpId, onOpen, className, children } = props;
  return (
    <a href={`/hcps/${hcpId}`} data-hcp-id={hcpId} onClick={onOpen} className={className}>
      {children}
    </a>
  );
}
