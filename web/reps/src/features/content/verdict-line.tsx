import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconHourglass,
  IconPencil,
} from "@tabler/icons-react";
import { day } from "../../ui/time.ts";
import { daysLeft, endOf, type Version } from "./library-search.ts";
import classes from "./verdict-line.module.css";
import { countryWord, listed, whyNot } from "./version-words.tsx";

/** Whether a version can be used, first thing on its page: icon, words, colour. */
export function VerdictLine({ version, now }: { readonly version: Version; readonly now: number }) {
  const { icon: Glyph, tone, heading, detail } = verdictOf(version, now);
  return (
    <div className={classes.verdict} data-tone={tone}>
      <Glyph size={20} stroke={1.75} aria-hidden />
      <div>
        <p className={classes.heading}>{heading}</p>
        <p>{detail}</p>
      </div>
    </div>
  );
}

function verdictOf(version: Version, now: number) {
  const why = whyNot(version, now);
  if (version.state === "draft" && version.returned !== undefined)
    return {
      icon: IconArrowBackUp,
      tone: "wait",
      heading: "Sent back",
      detail: `${why} “${version.returned.reason}”`,
    };
  if (version.state === "draft")
    return {
      icon: IconPencil,
      tone: "neutral",
      heading: "Draft",
      detail: "Not approved. Nobody outside can see it.",
    };
  if (version.state === "in_review")
    return { icon: IconHourglass, tone: "hold", heading: "In review", detail: `${why}` };
  if (why !== undefined) return { icon: IconCircleX, tone: "stop", heading: "Cannot be used", detail: why };
  const where = listed(version.countries.map(countryWord));
  const end = version.expiresAt;
  if (end !== undefined && endOf(version, now) === "soon") {
    const days = daysLeft(end, now);
    return {
      icon: IconClock,
      tone: "wait",
      heading: days === 1 ? "Can be used for 1 more day" : `Can be used for ${days} more days`,
      detail: `Approved for ${where}. It ends on ${day(end, { now })}; a new version takes a review.`,
    };
  }
  return {
    icon: IconCircleCheck,
    tone: "ok",
    heading: "Can be used",
    detail: `Approved for ${where}${end === undefined ? "" : `, until ${day(end, { now })}`}.`,
  };
}
