import { countriesIn } from "../../ui/places.ts";
import { day } from "../../ui/time.ts";
import { Verdict, type VerdictKind } from "../../ui/verdict.tsx";
import { daysLeft, endOf, type Version } from "./library-search.ts";
import { whyNot } from "./version-words.tsx";

/** Whether a version can be used, first thing on its page: icon, words, colour. */
export function VerdictLine({ version, now }: { readonly version: Version; readonly now: number }) {
  const { kind, heading, detail } = verdictOf(version, now);
  return (
    <Verdict kind={kind} heading={heading}>
      {detail}
    </Verdict>
  );
}

interface Words {
  readonly kind: VerdictKind;
  readonly heading: string;
  readonly detail: string;
}

function verdictOf(version: Version, now: number): Words {
  const why = whyNot(version, now);
  if (version.state === "draft" && version.returned !== undefined)
    return { kind: "DELAY", heading: "Sent back", detail: `${why} “${version.returned.reason}”` };
  if (version.state === "draft")
    return { kind: "HOLD", heading: "Draft", detail: "Not approved. Nobody outside can see it." };
  if (version.state === "in_review") return { kind: "HOLD", heading: "In review", detail: `${why}` };
  if (why !== undefined) return { kind: "DENY", heading: "Cannot be used", detail: why };
  const where = countriesIn(version.countries);
  const end = version.expiresAt;
  if (end !== undefined && endOf(version, now) === "soon") {
    const days = daysLeft(end, now);
    return {
      kind: "DELAY",
      heading: days === 1 ? "Can be used for 1 more day" : `Can be used for ${days} more days`,
      detail: `Approved for ${where}. It ends on ${day(end, { now })}; a new version takes a review.`,
    };
  }
  return {
    kind: "ALLOW",
    heading: "Can be used",
    detail: `Approved for ${where}${end === undefined ? "" : `, until ${day(end, { now })}`}.`,
  };
}
