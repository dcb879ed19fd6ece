import type { HcpInsights } from "../../../../../shared/contracts/insights.ts";
import { duration } from "../../ui/time.ts";

/** What one HCP attended to in one version. */
export type VersionInsight = Extract<HcpInsights, { readonly shared: true }>["versions"][number];

type Plays = Pick<VersionInsight, "playsPerSecond" | "visitsPerSecond" | "durationSeconds">;

/** A stretch of seconds that were all played equally often; `to` exclusive. */
export interface Step {
  readonly from: number;
  readonly to: number;
  /** Visits in which it was played. */
  readonly first: number;
  /** Plays beyond the first of a visit. */
  readonly again: number;
}

/** A stretch that was played again within a visit. */
export interface Replay {
  readonly from: number;
  readonly to: number;
  /** Most plays of one of its seconds. */
  readonly plays: number;
}

/** Whole seconds of the film; as far as it was played where the length is not known. */
export function lengthOf({ durationSeconds, playsPerSecond }: Plays): number {
  return Math.max(
    1,
    Math.round(durationSeconds ?? 0),
    durationSeconds === undefined ? playsPerSecond.length : 0,
  );
}

/** The film in stretches of equal plays, from its beginning to its end. */
export function stepsOf(insight: Plays): Step[] {
  const steps: Step[] = [];
  for (let second = 0; second < lengthOf(insight); second++) {
    const plays = insight.playsPerSecond[second] ?? 0;
    const first = Math.min(insight.visitsPerSecond[second] ?? 0, plays);
    const again = plays - first;
    const last = steps.at(-1);
    if (last?.first === first && last.again === again) steps[steps.length - 1] = { ...last, to: second + 1 };
    else steps.push({ from: second, to: second + 1, first, again });
  }
  return steps;
}

/** Stretches of two seconds and more that were played again within a visit, in order. */
export function replaysOf(insight: Plays): Replay[] {
  const replays: Replay[] = [];
  for (const { from, to, first, again } of stepsOf(insight)) {
    if (again === 0) continue;
    const last = replays.at(-1);
    const plays = first + again;
    if (last?.to === from)
      replays[replays.length - 1] = { from: last.from, to, plays: Math.max(last.plays, plays) };
    else replays.push({ from, to, plays });
  }
  return replays.filter(({ from, to }) => to - from >= 2);
}

/** The longest stretch of two seconds and more that was never played. */
export function longestUnplayed(insight: Plays): { readonly from: number; readonly to: number } | undefined {
  return stepsOf(insight)
    .filter(({ first, again, from, to }) => first + again === 0 && to - from >= 2)
    .sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)[0];
}

/** `0:42`. */
export function position(second: number): string {
  return `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`;
}

/** `0:42 to 1:10`. */
export function span({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${position(from)} to ${position(to)}`;
}

/** The replay to name first: most played, then longest. */
export function mainReplay(insight: Plays): Replay | undefined {
  return replaysOf(insight).sort((a, b) => b.plays - a.plays || b.to - b.from - (a.to - a.from))[0];
}

/** The heading of the watch map: what it shows, in one line. */
export function finding(insight: Plays & Pick<VersionInsight, "uniqueSeconds">): string {
  const replay = mainReplay(insight);
  if (replay !== undefined) return `Played ${span(replay)} again`;
  const length = lengthOf(insight);
  if (insight.uniqueSeconds === 0) return "Opened, not played";
  if (insight.uniqueSeconds >= 0.95 * length) return "Played to the end";
  return `Played ${duration(insight.uniqueSeconds)} of ${duration(length)}`;
}

/** What the picture says, for those who do not see it, with the amount of evidence. */
export function summary(insight: Plays & Pick<VersionInsight, "uniqueSeconds" | "visits">): string {
  const over = `over ${insight.visits} ${insight.visits === 1 ? "visit" : "visits"}`;
  const seen = `Saw ${duration(insight.uniqueSeconds)} of ${duration(lengthOf(insight))} ${over}.`;
  const replay = mainReplay(insight);
  const again = replay === undefined ? "" : ` ${span(replay)} was played up to ${replay.plays} times.`;
  const unplayed = longestUnplayed(insight);
  const missing =
    unplayed === undefined || insight.uniqueSeconds === 0 ? "" : ` ${span(unplayed)} has not been played.`;
  return `${seen}${again}${missing}`;
}
