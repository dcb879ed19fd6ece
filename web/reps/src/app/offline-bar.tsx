import { useSyncExternalStore } from "react";
import classes from "./shell.module.css";

function listen(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

/** Says that the line is gone; reads wait for it by themselves. */
export function OfflineBar() {
  const online = useSyncExternalStore(listen, () => navigator.onLine);
  return (
    <div role="status">
      {!online && (
        <p className={classes.offline}>No line. You see what was loaded; changes wait until it is back.</p>
      )}
    </div>
  );
}
