import { Button } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import classes from "./toasts.module.css";

/** One line at the bottom of the window. */
export interface Toast {
  readonly text: string;
  /** Offers to take it back while the line stands. */
  readonly undo?: () => void;
  /** @default "Undo" */
  readonly undoLabel?: string;
  /** How long it stands. @default 6, with undo 30 */
  readonly seconds?: number;
  /** A later line about the same thing takes the place of this one. */
  readonly about?: string;
}

type Shown = Toast & { readonly id: number };
const ToastContext = createContext<((toast: Toast) => void) | undefined>(undefined);

/** Shows a line: `const toast = useToast(); toast({ text: "Stopped.", undo: () => start.mutate(…) })`. */
export function useToast(): (toast: Toast) => void {
  const show = useContext(ToastContext);
  if (show === undefined) throw new Error("no ToastProvider above");
  return show;
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  const next = useRef(0);
  const show = useCallback((toast: Toast) => {
    const id = next.current++;
    setToasts((all) => {
      const others = all.filter(({ about }) => about === undefined || about !== toast.about);
      return [...others.slice(-2), { ...toast, id }];
    });
  }, []);
  const end = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={show}>
      {children}
      <div className={classes.place} role="status">
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} onEnd={() => end(toast.id)} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastLine({ toast, onEnd }: { readonly toast: Shown; readonly onEnd: () => void }) {
  const { text, undo, undoLabel = "Undo" } = toast;
  const [left, setLeft] = useState(toast.seconds ?? (undo === undefined ? 6 : 30));
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onEnd();
  }, [left, onEnd]);
  const take = () => {
    undo?.();
    onEnd();
  };
  return (
    <div className={classes.toast}>
      <span>{text}</span>
      {undo !== undefined && (
        <Button size="compact-md" className={classes.undo} onClick={take}>
          {undoLabel}
          <span className={classes.left} aria-hidden>
            {left} s
          </span>
        </Button>
      )}
    </div>
  );
}
