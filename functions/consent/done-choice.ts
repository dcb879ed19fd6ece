import type { ChoiceChange } from "../../shared/contracts/consent/choice-pages.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { Done } from "../../web/spaces/consent/done-line.tsx";
import { justDone } from "./just-done.ts";
import { pausedUntil } from "./pause.ts";
import { preferenceOf } from "./preference.ts";
import { allStopped, carriesAnything, mayCarryAnywhere, standsFor, stoppedTopics } from "./standing.ts";
import { viewingRules } from "./viewing.ts";

/** What the way back depends on besides the log. */
interface Facts {
  readonly hcp: Pick<Hcp, "emailHash" | "mobileHash">;
  readonly startable: readonly Channel[];
}

/**
 * Pure: what the person has just changed and how to take it back; undefined when the log knows of no such change. It tells
 * what is so now, whatever an address claims, and the way back names what was before, so that pressing twice is harmless.
 */
export function doneChoice(
  change: ChoiceChange,
  events: readonly ConsentEvent[],
  facts: Facts,
  now: Instant,
): Done | undefined {
  const at = justDone(change, events, now);
  const event = at === undefined ? undefined : events[at];
  if (event === undefined) return undefined;
  const before = preferenceOf(events.slice(0, at));
  switch (change) {
    // the box below says these and undoes them
    case "stop":
      return allStopped(events) ? { change } : undefined;
    case "start":
      return allStopped(events) ? undefined : { change };
    case "pause": {
      const until = pausedUntil(events);
      return until !== undefined && until > now ? { change, undo: { to: "off" } } : { change };
    }
    case "frequency":
      return { change, undo: { to: before.frequency } };
    case "language":
      return { change, undo: { to: before.language ?? "off" } };
    case "hours":
      return { change, undo: hoursFields(before.hours?.hours) };
    case "viewing":
      return viewingDone(event, viewingRules(events.slice(0, at)));
    default:
      return switched(change, event, events, facts, now);
  }
}

/** The form's fields for days and hours; undefined is the usual ones. */
function hoursFields(hours: Readonly<Record<string, readonly [string, string] | undefined>> | undefined) {
  const open = Object.entries(hours ?? {}).flatMap(([day, opening]) =>
    opening === undefined ? [] : [{ day, opening }],
  );
  const [first] = open;
  if (first === undefined) return { to: "off" };
  const [from, till] = first.opening;
  return { to: "on", from, till, ...Object.fromEntries(open.map(({ day }) => [day, "yes"])) };
}

function viewingDone(event: ConsentEvent, before: ReturnType<typeof viewingRules>): Done {
  const { versionId, to } = event.preference?.viewing ?? {};
  if (to === undefined) return { change: "viewing" };
  const item: Record<string, string> = versionId === undefined ? {} : { item: versionId };
  // what is gone is gone
  const undo = to === "deleted" || to === "total" ? {} : { undo: { ...item, to: before.wishFor(versionId) } };
  return { change: "viewing", wish: to, ...undo };
}

type Switch = Exclude<
  ChoiceChange,
  "stop" | "start" | "pause" | "frequency" | "language" | "hours" | "viewing"
>;

function switched(
  change: Switch,
  { scope }: ConsentEvent,
  events: readonly ConsentEvent[],
  { hcp, startable }: Facts,
  now: Instant,
): Done {
  const turned = (
    on: boolean,
    may: boolean,
    what: NonNullable<Done["turned"]>["what"],
    fields = {},
  ): Done => ({
    change,
    turned: { what, on },
    ...(on || may ? { undo: { ...fields, to: on ? "off" : "on" } } : {}),
  });
  if (change === "topic") {
    const { product = "" } = scope;
    return turned(!stoppedTopics(events).includes(product), true, { product }, { product });
  }
  switch (change) {
    case "email":
    case "sms":
      return turned(carriesAnything(hcp, change, events, now), startable.includes(change), change);
    case "track_individual":
    case "share_with_rep":
    case "profile":
    case "track_opens":
      return turned(standsFor(hcp, change, events, now), true, change);
    default: {
      const ways = startable.filter((channel) => change === "promo" || channel === "email");
      return turned(mayCarryAnywhere(hcp, change, events, now), ways.length > 0, change);
    }
  }
}
