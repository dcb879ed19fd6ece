import { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { Purpose } from "../../shared/model/consent.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { maskEmail, maskMobile } from "../directory/facts.ts";
import type { PageReply } from "../runtime/http-reply.ts";
import { type ItemDeps, sentItems, viewedItems } from "./choices-items.ts";
import type { Visitor } from "./choices-visitor.ts";
import { pausedUntil } from "./pause.ts";
import { preferenceOf } from "./preference.ts";
import { shownText } from "./shown-text.ts";
import { mayCarry, PERSONAL_USES, standsFor } from "./standing.ts";

export type RecordFileDeps = ItemDeps & { readonly company: string };

/**
 * The person's own record as a file that people and programs read: what stands, every declaration with its words, the
 * wishes, what was sent and what is counted. It holds no more than the page shows to the same visitor, addresses masked,
 * so that it asks for no more than the page does (domain-rules 3.1).
 */
export async function recordFile(
  deps: RecordFileDeps,
  visitor: Visitor,
  events: readonly ConsentEvent[],
  now: Instant,
): Promise<NonNullable<PageReply["file"]>> {
  const { hcp } = visitor;
  const reader = { visitor, events, lang: undefined };
  const counted = standsFor(hcp, "track_individual", events, now);
  const [{ sent }, viewed] = await Promise.all([
    sentItems(deps, reader, now),
    counted ? viewedItems(deps, reader) : undefined,
  ]);
  const paused = pausedUntil(events);
  const record = {
    company: deps.company,
    madeAt: instantText(now),
    person: {
      name: [hcp.title, hcp.firstName, hcp.lastName].filter((part) => part !== undefined).join(" "),
      specialty: hcp.specialty,
      institution: hcp.institution,
      city: hcp.city,
      country: hcp.country,
      language: hcp.language,
      timeZone: hcp.timeZone,
      email: hcp.email === undefined ? undefined : maskEmail(hcp.email),
      mobile: hcp.mobile === undefined ? undefined : maskMobile(hcp.mobile),
    },
    permitted: {
      messages: Channel.options.flatMap((channel) =>
        Purpose.options
          .filter((purpose) => mayCarry(hcp, channel, purpose, events, now))
          .map((purpose) => ({ channel, purpose })),
      ),
      uses: [...PERSONAL_USES, "track_opens" as const].filter((use) => standsFor(hcp, use, events, now)),
    },
    wishes: {
      ...preferenceOf(events),
      pausedUntil: paused !== undefined && paused > now ? instantText(paused) : undefined,
    },
    declarations: events.map((event) => declaration(event, deps.company)),
    sent,
    viewed: viewed?.items.map(({ title, wish, ...item }) => ({
      title,
      wish,
      ...("seen" in item ? item.seen : {}),
    })),
  };
  return {
    name: `record-${instantText(now).slice(0, 10)}.json`,
    type: "application/json; charset=utf-8",
    text: `${JSON.stringify(record, null, 2)}\n`,
  };
}

/** A declaration without the address that it was about, not even its hash. */
function declaration(event: ConsentEvent, company: string) {
  const { addressHash: _address, ...about } = event.scope;
  const { textVersion, method, reference } = event.evidence;
  return {
    at: event.at,
    action: event.action,
    by: event.actor,
    about,
    way: method,
    proof: reference,
    wording: shownText(textVersion, company) ?? textVersion,
    until: event.expiresAt,
    wish: event.preference,
  };
}
