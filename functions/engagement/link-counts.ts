import { instantText } from "../../shared/model/time.ts";
import { classifyLinks, type LinkEvidence } from "./fetch-class.ts";

/**
 * The links of one message in numbers that are never mixed (INV-11). A request is a fetch together with the press of its
 * page, so that `human + machine + unknown` are all requests there were; `human` alone are clicks.
 */
export interface LinkCounts {
  readonly human: number;
  readonly machine: number;
  readonly unknown: number;
  /** Those of `human` that may be tied to their person, and the first one's time (INV-4). */
  readonly tracked: number;
  readonly firstAt?: string;
}

/** Pure: counts every request once, by its class. */
export function countLinks(evidence: LinkEvidence): LinkCounts {
  const classes = classifyLinks(evidence);
  const shown = new Set(evidence.fetches.map(({ visitId }) => visitId));
  const all = [
    ...classes.fetches,
    // a gate that was rendered again, or answered a second time, was not fetched
    ...classes.presses.filter((_, index) => !shown.has(evidence.presses[index]?.visitId)),
  ];
  const count = (wanted: string) => all.filter((one) => one === wanted).length;
  const own = evidence.presses.filter(({ tracked }, index) => tracked && classes.presses[index] === "human");
  const first = own.reduce<number | undefined>((least, { at }) => Math.min(least ?? at, at), undefined);
  return {
    human: count("human"),
    machine: count("machine"),
    unknown: count("unknown"),
    tracked: own.length,
    ...(first === undefined ? {} : { firstAt: instantText(first) }),
  };
}
