import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import classes from "./lines.module.css";
import { Problem } from "./problem.tsx";
import { Lines } from "./skeletons.tsx";

const NOTICED_AFTER = 200;

/** Children after a wait that somebody notices; before it only their room, so that fast answers neither flicker nor push. */
export function Late({ children }: { readonly children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), NOTICED_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return late ? children : <div style={{ visibility: "hidden" }}>{children}</div>;
}

/**
 * A read and its states: skeleton after 200 ms, problem with retry, empty sentence, content; an answer that could not be
 * renewed stays and says so.
 */
export function Await<Data>(props: {
  readonly of: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
  /** In the geometry of the content. @default three lines */
  readonly skeleton?: ReactNode;
  readonly empty?: { readonly when: (data: Data) => boolean; readonly show: ReactNode };
}) {
  const { of: query, children, skeleton = <Lines count={3} />, empty } = props;
  const { data, error } = query;
  const retry = () => void query.refetch();
  if (data !== undefined) {
    const stale = error !== null && (
      <p className={classes.stale} role="status">
        This could not be brought up to date.
        <Button size="compact-sm" onClick={retry}>
          Refresh
        </Button>
      </p>
    );
    return (
      <>
        {stale}
        {empty?.when(data) === true ? empty.show : children(data)}
      </>
    );
  }
  if (error !== null) return <Problem error={error} onRetry={retry} />;
  return (
    <div aria-busy="true">
      <Late>{skeleton}</Late>
    </div>
  );
}
