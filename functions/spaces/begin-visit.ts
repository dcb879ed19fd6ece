import { ENGAGEMENT_SORT_KEY, type VisitItem } from "../../shared/contracts/engagement.ts";
import { visitConfirmed } from "../../shared/contracts/spaces.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import { VisitId } from "../../shared/model/ids.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import { consentHead } from "../consent/facts.ts";
import { findHcp } from "../directory/facts.ts";
import { linkPressedPart } from "../engagement/conditions.ts";
import { emitted } from "../runtime/events.ts";
import { sha256 } from "../runtime/hash.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import type { GatePress } from "./gate-press.ts";
import { type Link, type RecordsTable, readVisit, type Visit, visitKey } from "./store.ts";

/** Person-level raw events are kept 13 months (domain-rules Appendix D). */
const KEPT_MS = 396 * DAY;

export interface BeginVisitDeps extends RecordsTable {
  readonly peopleTable: string;
  readonly engagementTable: string;
}

/** Tries against rivals and throttling: nothing is shown without a recorded attestation (domain-rules 3.6). */
const ROUNDS = 5;

/** What somebody declared at the gate; the wording's version is stored with it (domain-rules 3.6). */
export interface Attested {
  readonly textVersion: string;
  /** Not the person whom the link was sent to: nothing of this visit is theirs (domain-rules 3.3). */
  readonly colleague: boolean;
}

/** How far this visit may be tied to the person. */
export type Tracking = Visit["tracking"];

/** A visit that is on record as it was answered. */
export interface BegunVisit {
  readonly visitId: VisitId;
  readonly tracking: Tracking;
}

/** What somebody answered at the gate, and how they pressed the button. */
export interface GateAnswer {
  readonly attested: Attested;
  readonly press: GatePress;
}

/**
 * Writes a confirmed visit once, in the capability's records (the attestation) and in the engagement table (what is
 * counted). The same answer again changes nothing; another answer on the same gate begins a visit of its own, so that
 * no visit says of its person what they did not answer. Everybody is shown the page, but only a visit that a person
 * certainly began may be tied to one (INV-11): nothing acts on what a program did, nor on what nobody knows.
 * @param asked the visit that the gate's nonce names
 * @returns undefined when the HCP is gone
 */
export async function beginVisit(
  deps: BeginVisitDeps,
  link: Link,
  asked: VisitId,
  { attested, press }: GateAnswer,
  now: Instant,
): Promise<BegunVisit | undefined> {
  const hcp = await findHcp(deps, link.hcpId);
  if (hcp === undefined) return undefined;
  const mayBeTied = press.by === "human" && !attested.colleague;
  const tracking = mayBeTied ? await trackingOf(deps, link, hcp, now) : "aggregate";
  const answer = { attested, press, tracking };
  if (await write(deps, link, hcp, asked, answer, now)) return { visitId: asked, tracking };
  if (await isAnswered(deps, asked, answer)) return { visitId: asked, tracking };
  const visitId = otherVisit(asked, answer);
  await write(deps, link, hcp, visitId, answer, now);
  return { visitId, tracking };
}

/** What somebody answered, and what follows from it for counting. */
interface Answer extends GateAnswer {
  readonly tracking: Tracking;
}

/** @returns false when the visit is on record already */
async function write(
  deps: BeginVisitDeps,
  link: Link,
  { country, territory }: Hcp,
  visitId: VisitId,
  { attested, press, tracking }: Answer,
  now: Instant,
): Promise<boolean> {
  const at = instantText(now);
  const { messageId } = link;
  const tracked = tracking === "individual";
  const person = tracked ? { hcpId: link.hcpId, messageId } : {};
  const counted: VisitItem = { visitId, ...person, country, confirmedAt: at, pressClass: press.by };
  const confirmed = {
    visitId,
    hcpId: link.hcpId,
    messageId,
    country,
    attestation: { textVersion: attested.textVersion, at },
    ...(attested.colleague ? { addressee: false } : {}),
    pressClass: press.by,
    tracking,
    rev: 1,
    emits: [emitted(visitConfirmed, { visitId }, 1, now)],
  };
  const expiresAt = Math.floor((now + KEPT_MS) / 1000);
  const put = (table: string, item: Record<string, unknown>) => ({
    name: "visit_exists",
    item: {
      Put: {
        TableName: table,
        Item: { v: 1, ...item, expiresAt },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  });
  const parts = [
    put(deps.recordsTable, { ...visitKey(visitId), ...confirmed }),
    put(deps.engagementTable, { pk: `VISIT#${visitId}`, sk: ENGAGEMENT_SORT_KEY.visit, ...counted }),
    linkPressedPart(deps.engagementTable, { messageId, territory, visitId, tracked, ...press.evidence }, now),
  ];
  for (let round = 0; round < ROUNDS; round++) {
    const { kind } = await transact(deps.tables, parts);
    if (kind !== "conflict") return kind === "committed";
    await backOff(round);
  }
  throw new Error(`the visit ${visitId} met conflicts without end`);
}

/** Whether a visit on record was answered like this. */
async function isAnswered(deps: BeginVisitDeps, visitId: VisitId, answer: Answer): Promise<boolean> {
  const visit = await readVisit(deps, visitId, { consistent: true });
  const colleague = visit?.addressee === false;
  return (
    colleague === answer.attested.colleague &&
    visit?.tracking === answer.tracking &&
    visit.pressClass === answer.press.by
  );
}

/** The visit of another answer on the same gate: always the same one, of the same time, so that pressing twice is one. */
function otherVisit(asked: VisitId, { attested, press, tracking }: Answer): VisitId {
  const time = asked.slice(0, "vis_".length + 10);
  const said = `${asked}|${tracking}|${attested.colleague}|${press.by}`;
  const digits = sha256(said).slice(0, 16).toUpperCase();
  // hexadecimal digits are digits of a ULID too
  return VisitId.parse(`${time}${digits}`);
}

/** Permission to send is not permission to track (INV-4): the level is what the HCP agreed to for this address. */
async function trackingOf(deps: BeginVisitDeps, link: Link, hcp: Hcp, now: Instant): Promise<Tracking> {
  const addressHash = addressHashOf(hcp, link.channel);
  if (addressHash === undefined) return "aggregate";
  const answer = (await consentHead(deps, link.hcpId)).covers({
    channel: link.channel,
    addressHash,
    purpose: "promo",
    dataUse: "track_individual",
    now,
  });
  return answer.covered ? "individual" : "aggregate";
}
