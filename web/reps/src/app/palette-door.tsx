import { IconSearch } from "@tabler/icons-react";
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import classes from "./shell.module.css";

const load = () => import("./palette.tsx");
const Palette = lazy(async () => ({ default: (await load()).Palette }));
const OpenContext = createContext<() => void>(() => undefined);

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const SOON = 3000;

/** Opens the palette by ⌘K or Ctrl K from anywhere. Its code comes when the first screen is done, so that no letter is lost. */
export function PaletteProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<Element>(null);
  useEffect(() => {
    if (!open) return;
    // what was chosen may have moved the focus itself
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && opener.current instanceof HTMLElement)
          opener.current.focus({ preventScroll: true });
      });
    };
  }, [open]);
  const toggle = useCallback(() => {
    // now, because the palette's own effects move the focus before ours run
    if (!open) opener.current = document.activeElement;
    setOpen(!open);
  }, [open]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      toggle();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [toggle]);
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), SOON);
    return () => clearTimeout(timer);
  }, []);
  return (
    <OpenContext value={toggle}>
      {children}
      {open && (
        <Suspense>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </OpenContext>
  );
}

/** The field in the navigation that opens it; on the rail and the phone an icon. */
export function PaletteButton() {
  const open = useContext(OpenContext);
  return (
    <button type="button" className={classes.find} onClick={open} aria-keyshortcuts="Control+K Meta+K">
      <IconSearch size={16} stroke={1.75} aria-hidden />
      <span className={classes.findWords}>Find or do</span>
      <kbd className={classes.key} aria-hidden>
        {isMac ? "⌘ K" : "Ctrl K"}
      </kbd>
    </button>
  );
}
