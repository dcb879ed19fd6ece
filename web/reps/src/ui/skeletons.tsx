import { Skeleton } from "@mantine/core";
import classes from "./skeletons.module.css";

/** Lines of text that are on their way. */
export function Lines({ count }: { readonly count: number }) {
  return (
    <div className={classes.lines}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={index} height={12} width={index === count - 1 ? "60%" : "100%"} />
      ))}
    </div>
  );
}

/** Rows of a list or table that are on their way. `height` is that of the real row. */
export function Rows({ count, height = 40 }: { readonly count: number; readonly height?: number }) {
  return (
    <div className={classes.rows}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div key={index} className={classes.row} style={{ height }}>
          <Skeleton height={12} width={index % 2 === 0 ? "55%" : "42%"} />
        </div>
      ))}
    </div>
  );
}

/** A card that is on its way. */
export function Block({ height }: { readonly height: number }) {
  return <Skeleton height={height} radius="lg" />;
}
