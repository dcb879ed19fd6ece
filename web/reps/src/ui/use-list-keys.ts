import { type RefObject, useEffect } from "react";

/** Whether somebody is typing, so that letters are letters. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

/**
 * J and K move the focus through the elements with `data-row` below `list`; Enter is the browser's own. `more` maps
 * further single letters, lower case, to what they do. No letter works while somebody types or a dialog is open.
 */
export function useListKeys(
  list: RefObject<HTMLElement | null>,
  more: Readonly<Record<string, () => void>> = {},
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog]") !== null) return;
      const key = event.key.toLowerCase();
      const act = more[key];
      if (act !== undefined) {
        event.preventDefault();
        act();
        return;
      }
      if (key !== "j" && key !== "k") return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const at = rows.indexOf(document.activeElement as HTMLElement);
      const next = rows[key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list, more]);
}
