import { LINK_EVIDENCE_DAYS } from "../../shared/contracts/engagement.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import type { FlightMessage } from "../../shared/model/message.ts";
import { DAY, type Instant, mondayOf } from "../../shared/model/time.ts";
import { CLASSIFIER_VERSION, countLinks, recordedLinks } from "../engagement/facts.ts";
import { findMessage } from "../messaging/facts.ts";
import type { Tables } from "../runtime/tables.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import { fateOf } from "./cohort.ts";
import { noteFate } from "./cohort-store.ts";
import { isNews, type LinkClicks, sumsMoved } from "./link-clicks.ts";
import { clicksPart, linkSumsPart, readLinkClicks } from "./link-clicks-store.ts";

export interface ClicksDeps {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly engagementTable: string;
  readonly insightsTable: string;
}

const ATTEMPTS = 12;

/**
 * Counts the links of one message anew from all their evidence, and moves the sums of its territory's week by the
 * difference. It rests on nothing but what is on record, so that doing it twice, late or by newer rules is harmless; the
 * evidence is read after the numbers it replaces, so that nobody counts back.
 * @throws Error when rivals kept winning; whoever called is called again
 */
export async function noteClicks(deps: ClicksDeps, messageId: MessageId, now: Instant): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await readLinkClicks(deps, messageId, { consistent: true });
    const message = await findMessage(deps, messageId);
    if (message === undefined || !("handOff" in message)) return;
    const { at: leftAt } = message.handOff;
    // the first of the evidence is gone by then: what was counted stays
    if (now > Date.parse(leftAt) + LINK_EVIDENCE_DAYS * DAY) return;
    const { territory, ...recorded } = await recordedLinks(deps, messageId);
    if (territory === undefined) return;
    const counts = countLinks({ ...recorded, channel: message.channel, deliveredAt: deliveredAt(message) });
    if (!isNews(before, counts, CLASSIFIER_VERSION)) return;
    const next: LinkClicks = {
      messageId,
      territory: before?.territory ?? territory,
      week: mondayOf(Date.parse(leftAt)),
      leftAt,
      ...counts,
      classifierVersion: CLASSIFIER_VERSION,
      rev: (before?.rev ?? 0) + 1,
    };
    await noteVisited(deps, message, next, before);
    const written = await transact(deps.tables, [
      clicksPart(deps.insightsTable, messageId, next),
      linkSumsPart(deps.insightsTable, next, sumsMoved(before, counts)),
    ]);
    if (written.kind === "committed") return;
    await backOff(attempt);
  }
  throw new Error(`the links of ${messageId} met a rival ${ATTEMPTS} times`);
}

/** That a person came by the message, or did not after all; before the numbers, so that a repeat finds it to do again. */
async function noteVisited(
  deps: ClicksDeps,
  message: FlightMessage,
  next: LinkClicks,
  before: LinkClicks | undefined,
): Promise<void> {
  const visited = next.human > 0;
  if (visited === (before?.human ?? 0) > 0) return;
  const known = fateOf(message, visited);
  if (known === undefined) return;
  const { hcpId, messageId } = message;
  await noteFate(deps, { hcpId, messageId, territory: next.territory, ...known });
}

/** When the provider reported that the message had arrived. */
function deliveredAt({ timeline }: FlightMessage): Instant | undefined {
  const line = timeline.find(({ state }) => state === "delivered");
  return line === undefined ? undefined : Date.parse(line.at);
}
