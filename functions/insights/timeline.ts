import { decodeTime, encodeTime } from "ulid";
import * as z from "zod";
import { AppError } from "../../shared/contracts/errors.ts";
import { type insightsApi, MAX_TIMELINE_READS, type TimelineRow } from "../../shared/contracts/insights.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import { type HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";
import { kindOfVersion } from "../../shared/model/reading-text.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, InstantText, instantText } from "../../shared/model/time.ts";
import { consentHead, isShown, shownEntry, type ViewingRules } from "../consent/facts.ts";
import { findVersions } from "../content/facts.ts";
import { lastImportOf, visibleHcp } from "../directory/facts.ts";
import { questionsOf } from "../inbound/facts.ts";
import { messagesTo, messageView } from "../messaging/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { HcpInsightsDeps } from "./hcp-insights.ts";
import { sharedViewing } from "./sharing.ts";
import { type Happening, mergedPage, type Place, type Source } from "./timeline-page.ts";
import { newestVisits, withoutHidden } from "./visit-store.ts";

/** Everything that happened with one HCP, once: composed of bounded reads of the capabilities that know it. */
export function makeTimeline(deps: HcpInsightsDeps): Pick<HandlersOf<typeof insightsApi>, "readTimeline"> {
  return {
    readTimeline: async ({ params, query, caller, context: { now } }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "insights.timeline", now);
      const before = query.cursor === undefined ? undefined : placeOf(query.cursor);
      // visits are for the rep they are shared with; nobody else asks who was there (domain-rules 8.4)
      const shared = caller.roles.includes("rep") ? await sharedViewing(deps, hcp, now) : undefined;
      const sources = await Promise.all([
        consents(hcp.hcpId),
        messages(hcp.hcpId, caller, before),
        shared === undefined ? { rows: [] } : visits(hcp.hcpId, shared, before),
        imports(hcp),
        questions(hcp.hcpId, before),
      ]);
      const { rows, next } = mergedPage(sources, before, query.limit);
      const cursor = next === undefined ? {} : { cursor: cursorOf(next) };
      return { items: [...rows], shared: shared !== undefined, ...cursor };
    },
  };

  async function consents(hcpId: HcpId): Promise<Source<TimelineRow>> {
    const { events } = await consentHead(deps, hcpId);
    return {
      rows: events
        .filter(isShown)
        .map((event) =>
          happening(event.at, event.eventId, { kind: "consent", at: event.at, consent: shownEntry(event) }),
        ),
    };
  }

  async function messages(
    hcpId: HcpId,
    caller: Caller,
    before: Place | undefined,
  ): Promise<Source<TimelineRow>> {
    const cursor = before === undefined ? undefined : MessageId.parse(`msg_${upTo(before)}`);
    const page = await messagesTo(deps, hcpId, { limit: MAX_TIMELINE_READS, cursor });
    return {
      rows: page.items.map((message) => {
        const at = leftAt(message);
        return happening(at, message.messageId, {
          kind: "message",
          at,
          message: messageView(message, caller),
        });
      }),
      since: page.cursor === undefined ? undefined : page.items.at(-1)?.createdAt,
    };
  }

  async function visits(
    hcpId: HcpId,
    shared: ViewingRules,
    before: Place | undefined,
  ): Promise<Source<TimelineRow>> {
    const page = await newestVisits(deps, hcpId, {
      limit: MAX_TIMELINE_READS,
      before: before === undefined ? undefined : `vis_${upTo(before)}`,
    });
    const ids = page.visits.flatMap((visit) => visit.versions.map(({ versionId }) => versionId));
    const known = await findVersions(deps, ids.slice(0, MAX_TIMELINE_READS), { consistent: false });
    const byId = new Map(known.map((version) => [version.versionId, version]));
    const last = page.visits.at(-1);
    return {
      rows: withoutHidden(page.visits, shared).flatMap(({ visitId, confirmedAt, versions }) => {
        if (confirmedAt === undefined) return [];
        const items = versions.map(({ versionId, counted }) => ({
          versionId,
          title: byId.get(versionId)?.title ?? "",
          kind: kindOfVersion(byId.get(versionId) ?? {}),
          activeSeconds: Math.round(counted.activeMs / 1000),
          watchedSeconds: Math.round(counted.watchedMs / 1000),
          downloads: counted.downloads,
        }));
        return [happening(confirmedAt, visitId, { kind: "visit", at: confirmedAt, visitId, items })];
      }),
      since: page.more && last !== undefined ? instantText(timeIn(last.visitId)) : undefined,
    };
  }

  /** An active act of the HCP's own: it needs no permission to be seen, and its words are not here (MI-6). */
  async function questions(hcpId: HcpId, before: Place | undefined): Promise<Source<TimelineRow>> {
    const page = await questionsOf(deps, hcpId, {
      limit: MAX_TIMELINE_READS,
      until: before?.at,
    });
    const last = page.questions.at(-1);
    return {
      rows: page.questions.map(({ questionId, askedAt, desk, dueAt, answered }) =>
        happening(askedAt, questionId, {
          kind: "question",
          at: askedAt,
          questionId,
          desk,
          dueAt,
          ...(answered === undefined ? {} : { answered }),
        }),
      ),
      since: page.more ? last?.askedAt : undefined,
    };
  }

  /** When the directory got to know the person, and when its facts last changed; imports' ids say when. */
  async function imports(hcp: Hcp): Promise<Source<TimelineRow>> {
    const last = await lastImportOf(deps, hcp.hcpId);
    const added = instantText(timeIn(hcp.hcpId));
    const rows = [happening(added, hcp.hcpId, { kind: "directory", at: added, change: "added" } as const)];
    if (last?.outcome !== "updated") return { rows };
    const at = instantText(timeIn(last.importId));
    const { importId } = last;
    return {
      rows: [...rows, happening(at, importId, { kind: "directory", at, importId, change: "updated" })],
    };
  }
}

function happening(at: string, id: string, row: TimelineRow): Happening<TimelineRow> {
  return { at, id, row };
}

/** When a message left; when it was written while it has not. */
function leftAt(message: Message): string {
  return "handOff" in message ? message.handOff.at : message.createdAt;
}

function timeIn(id: string): Instant {
  return decodeTime(id.slice(id.indexOf("_") + 1));
}

/** The smallest id of the next millisecond: everything up to a place sorts before it. */
function upTo({ at }: Place): string {
  return `${encodeTime(Date.parse(at) + 1)}${"0".repeat(16)}`;
}

/** Ids hold no time before 1970, and nothing happened then. */
const Cursor = z.tuple([InstantText.refine((at) => Date.parse(at) >= 0), z.string().max(60)]);

function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

function placeOf(cursor: string): Place {
  try {
    const [at, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { at, id };
  } catch {
    const detail = "The cursor is not of this list. Start again without it.";
    throw new AppError("invalid_request", detail, { field: "query.cursor" });
  }
}
