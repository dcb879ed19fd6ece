import classes from "./insights-screen.module.css";
import { percent, type Rate, rateOf, rateWords } from "./interval.ts";

/** One share: so many of so many. */
export interface Share {
  readonly label: string;
  readonly hits: number;
  readonly all: number;
}

/** The share in words: the rate with its interval, or why there is none. */
export function shareWords({ hits, all }: Share): string {
  const rate = rateOf(hits, all);
  return rate === undefined ? "too few to rate" : rateWords(rate);
}

/** How much, how sure: a dot for the rate, a bar for its 95 % interval, the counts beside them. */
export function IntervalDots({ shares }: { readonly shares: readonly Share[] }) {
  return (
    <div className={classes.dots}>
      {shares.map((share) => (
        <div key={share.label} className={classes.dotRow}>
          <span>{share.label}</span>
          <span className={classes.counts}>
            {share.hits} of {share.all}
          </span>
          <Dot rate={rateOf(share.hits, share.all)} />
          <span className={classes.rate}>{shareWords(share)}</span>
        </div>
      ))}
    </div>
  );
}

function Dot({ rate }: { readonly rate: Rate | undefined }) {
  return (
    <span className={classes.track}>
      {rate !== undefined && (
        <>
          <span
            className={classes.interval}
            style={{ left: `${percent(rate.low)}%`, right: `${100 - percent(rate.high)}%` }}
          />
          <span className={classes.dot} style={{ left: `${percent(rate.rate)}%` }} />
        </>
      )}
    </span>
  );
}
