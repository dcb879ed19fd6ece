import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { VersionId } from "../../shared/model/ids.ts";
import type { ViewingWish } from "../../shared/model/preference.ts";

/** What a person lets be done with their viewing, piece by piece; asked by whoever counts it or shows it. */
export interface ViewingRules {
  /** Whether the rep may see what was counted of a piece, the last of it at this time. */
  shows(versionId: string, lastAt: string): boolean;
  /** Whether what happened at this time may be kept with the person. */
  counts(versionId: string, at: string): boolean;
  /** What the person last said about a piece, or about all of them. */
  wishFor(versionId?: string): Exclude<ViewingWish, "deleted">;
  /** Pieces that count only in totals by own wish: nothing else knows of them any more. */
  readonly totals: readonly VersionId[];
  /** Whether anything counted may have to go. */
  readonly forgets: boolean;
}

/**
 * Pure: the rules by a person's log. `deleted` and `total` mark everything up to their time as gone, also what a late
 * event or a rebuild would count again; `total` keeps the person out of what comes after. They narrow a permission that
 * stands and never replace one: ask for `track_individual` and `share_with_rep` first (INV-4).
 */
export function viewingRules(events: readonly ConsentEvent[]): ViewingRules {
  const wishes = events.flatMap(({ preference, at }) =>
    preference?.viewing === undefined ? [] : [{ ...preference.viewing, at }],
  );
  const about = (versionId: string | undefined) =>
    wishes.filter((wish) => wish.versionId === undefined || wish.versionId === versionId);
  const wishFor = (versionId?: string) => {
    const to = about(versionId).findLast((wish) => wish.to !== "deleted")?.to;
    return to === undefined || to === "deleted" ? "shown" : to;
  };
  const counts = (versionId: string, at: string) => {
    const gone = about(versionId).findLast(({ to }) => to === "deleted" || to === "total");
    return wishFor(versionId) !== "total" && (gone === undefined || at > gone.at);
  };
  const named = new Set(wishes.flatMap(({ versionId }) => (versionId === undefined ? [] : [versionId])));
  return {
    counts,
    wishFor,
    shows: (versionId, lastAt) => counts(versionId, lastAt) && wishFor(versionId) === "shown",
    totals: [...named].filter((versionId) => wishFor(versionId) === "total"),
    forgets: wishes.some(({ to }) => to === "deleted" || to === "total"),
  };
}
