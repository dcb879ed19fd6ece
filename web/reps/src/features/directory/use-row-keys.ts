import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { FoundRow } from "../../app/hcp-filter.ts";

/** J and K move through a list, Enter opens. The row stays the same person when the list changes around it. */
export function useRowKeys(rows: readonly FoundRow[], scrollTo: (index: number) => void) {
  const [active, setActive] = useState<string>();
  const navigate = useNavigate();
  const state = useRef({ rows, active, scrollTo });
  state.current = { rows, active, scrollTo };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (target instanceof Element && target.closest("input, select, textarea, [role=dialog]") !== null)
        return;
      const now = state.current;
      const at = now.rows.findIndex(({ row }) => row.hcpId === now.active);
      if (event.key === "j" || event.key === "k") {
        const next = Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), now.rows.length - 1);
        const row = now.rows[next]?.row;
        if (row === undefined) return;
        event.preventDefault();
        setActive(row.hcpId);
        now.scrollTo(next);
      }
      // a focused link or button answers Enter itself
      const own = target instanceof Element && target.closest("a, button") !== null;
      if (event.key === "Enter" && at >= 0 && !own && now.active !== undefined) {
        event.preventDefault();
        void navigate({ to: "/hcps/$hcpId", params: { hcpId: now.active } as never });
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate]);
  return active;
}
