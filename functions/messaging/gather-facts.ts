import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { findConsentText } from "../../shared/model/consent-text.ts";
import type { ContentVersion } from "../../shared/model/content.ts";
import type { ContactCaps } from "../../shared/model/country-profile.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { HcpId, Sha256 } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { isVisible } from "../../shared/model/visible-text.ts";
import { consentHead, heldUntil, languageFor, pausedUntil, preferenceOf } from "../consent/facts.ts";
import { findVersions, usable } from "../content/facts.ts";
import { type AddressStanding, findAddressStanding, findHcp, territoriesOf } from "../directory/facts.ts";
import { readCaseHold } from "../inbound/facts.ts";
import type { Profiles } from "../runtime/profiles.ts";
import type { Tables } from "../runtime/tables.ts";
import { findSpace, readLastSeen } from "../spaces/facts.ts";
import { type Attention, readAttention } from "./attention.ts";
import { readHold } from "./channel-hold.ts";
import type { ShownPiece } from "./contact-caps.ts";
import { gatherSaying, type Saying, type SayingQuestion } from "./gather-saying.ts";
import { invitationWords } from "./invitation-words.ts";
import type { ProviderReadiness } from "./message-sender.ts";
import { numberZones } from "./number-zones.ts";
import { earlierElsewhere } from "./repetition.ts";
import type { SendFacts } from "./send-gate.ts";
import { sendPermission, UNDECIDED } from "./send-permission.ts";
import { smsProblems, smsText } from "./sms-text.ts";
import { readMessage } from "./store.ts";
import { wishedLimit } from "./wished-limit.ts";

export interface FactsDeps {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly peopleTable: string;
  readonly providers: ProviderReadiness;
  readonly profiles: Profiles;
  /** `https://…` of the HCP site; part of the text that is checked. */
  readonly hcpOrigin: string;
  /** In whose name messages speak. */
  readonly company: string;
}

/** What a decision is asked about. */
export interface SendQuestion extends SayingQuestion {
  readonly hcpId: HcpId;
  readonly requestedByHcp?: boolean | undefined;
}

/** The facts, and what they were read from: the revisions that the hand-off holds still, and what it needs to write. */
export interface Gathered {
  readonly facts: SendFacts;
  readonly hcp: Hcp;
  readonly address: { readonly value: string; readonly hash: Sha256 } | undefined;
  readonly consentRev: number;
  /** What is known of the address; undefined when there is none. */
  readonly standing: AddressStanding | undefined;
  /** The declaration by which sending is permitted; absent while it is not. */
  readonly agreed: ConsentEvent | undefined;
  readonly spaceRev: number;
  readonly versions: readonly ContentVersion[];
  readonly attention: Attention;
  readonly caseRev: number;
  /** The words it is to leave with. */
  readonly saying: Saying;
  /** Tag of the language of our own words: the one that the HCP chose (2.11); a template is approved in its own. */
  readonly speaks: string;
}

/** Of two ends of a pause the later one; either may be missing. */
function later(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

/**
 * Reads everything that the send gate asks about, through the other capabilities' doors. undefined when the HCP does
 * not exist. The same function serves hand-off and dry run, so both get the same answer.
 */
export async function gatherFacts(
  deps: FactsDeps,
  question: SendQuestion,
  now: Instant,
): Promise<Gathered | undefined> {
  const { hcpId, channel, sender } = question;
  const [hcp, territories, consent, space, attention, seen, channelHold, caseHold] = await Promise.all([
    findHcp(deps, hcpId),
    territoriesOf(deps, sender.userId, now),
    consentHead(deps, hcpId),
    findSpace(deps, hcpId),
    readAttention(deps, hcpId),
    readLastSeen(deps, hcpId),
    readHold(deps, channel, now),
    readCaseHold(deps, hcpId),
  ]);
  if (hcp === undefined) return undefined;
  const hash = addressHashOf(hcp, channel);
  const value = channel === "sms" ? hcp.mobile : hcp.email;
  const address = value === undefined || hash === undefined ? undefined : { value, hash };
  const versionIds = space?.items.map((item) => item.versionId) ?? [];
  const [standing, versions] = await Promise.all([
    address === undefined ? undefined : findAddressStanding(deps, address.hash),
    findVersions(deps, versionIds),
  ]);
  const byId = new Map(versions.map((version) => [version.versionId, version]));
  const products = [...new Set(versions.map(({ product }) => product))];
  const about = { channel, addressHash: address?.hash, brandEntity: deps.company, products };
  const state = deps.profiles(hcp.country, now);
  const profile = state.inForce ? state.profile : undefined;
  const { agreed, ...permission } = sendPermission(consent, hcp, standing, { ...about, profile }, now);
  const saying = await gatherSaying(deps, question, hcp, { onPage: products, profile }, now);
  const speaks = saying.template === undefined ? languageFor(consent.events, hcp) : hcp.language;
  const hold = heldUntil(consent.events, channel);
  const { hours, frequency } = preferenceOf(consent.events);
  const pieces = versionIds.map((versionId) => ({ versionId, contentId: byId.get(versionId)?.contentId }));
  const individually = { channel, addressHash: hash, purpose: "promo", dataUse: "track_individual" } as const;
  const counted = consent.covers({ ...individually, now }).covered;
  const facts: SendFacts = {
    channel,
    profile,
    profileProblem: state.inForce ? undefined : state.problem,
    providerReady: deps.providers[channel],
    senderTerritories: territories,
    hcp: {
      status: hcp.status,
      territory: hcp.territory,
      timeZone: hcp.timeZone,
      ...(hcp.region === undefined ? {} : { region: hcp.region }),
    },
    address:
      address === undefined
        ? { kind: "missing" }
        : {
            kind: "known",
            suppressed: standing?.suppression !== undefined,
            zones: channel === "sms" ? numberZones(address.value) : [],
          },
    // whether or not somebody wrote it down yet
    consent: hold !== undefined && hold <= now ? UNDECIDED : permission,
    content: pieces.map((piece) => {
      const problem = problemOf(byId.get(piece.versionId), hcp, now);
      return problem === undefined ? piece : { ...piece, problem };
    }),
    assemblyProblems: assemblyProblems(deps, question, speaks, versions, saying),
    wordingProblem: saying.wordingProblem,
    freeText: saying.freeText,
    freeTextWords: saying.problems[0]?.words,
    caseOpen: caseHold.cases.length > 0,
    touches: attention.touches,
    promised: agreed === undefined ? undefined : findConsentText(agreed.evidence.textVersion)?.atMost,
    visits: counted
      ? { kind: "known", lastAt: seen === undefined ? undefined : Date.parse(seen.now.at) }
      : { kind: "unknown" },
    undelivered:
      profile === undefined ? [] : await undelivered(deps, attention, { channel, pieces }, profile.caps, now),
    hold: channelHold,
    preference: hours,
    wished: wishedLimit(frequency),
    pausedUntil: later(pausedUntil(consent.events), hold),
    requestedByHcp: question.requestedByHcp,
  };
  const spaceRev = space?.rev ?? 0;
  return {
    facts,
    hcp,
    address,
    consentRev: consent.rev,
    standing,
    agreed,
    spaceRev,
    versions,
    attention,
    caseRev: caseHold.rev,
    saying,
    speaks,
  };
}

/** What providers say of a message that surely did not arrive. */
const LOST: ReadonlySet<string> = new Set(["soft_bounced", "rejected", "bounced"]);

/** Of the earlier message that makes this one a repetition on another channel: whether it failed to arrive. One Get. */
async function undelivered(
  deps: FactsDeps,
  { touches }: Attention,
  message: { readonly channel: Channel; readonly pieces: readonly ShownPiece[] },
  caps: ContactCaps,
  now: Instant,
): Promise<readonly string[]> {
  const first = earlierElsewhere(touches, message, caps, now);
  const earlier = first === undefined ? undefined : await readMessage(deps, first.messageId);
  return earlier !== undefined && LOST.has(earlier.state) ? [earlier.messageId] : [];
}

/** What the link opens is the page, whichever channel carries the link; a mail's preview is asked for on its own. */
function problemOf(version: ContentVersion | undefined, hcp: Hcp, now: Instant): string | undefined {
  if (version === undefined) return "does not exist";
  const { country, language } = hcp;
  const answer = usable(version, { country, language, channel: "space", audience: "hcp", now });
  return answer.usable ? undefined : answer.reason;
}

function assemblyProblems(
  deps: FactsDeps,
  question: SendQuestion,
  speaks: string,
  versions: readonly ContentVersion[],
  { said }: Saying,
): string[] {
  const problems: string[] = [];
  if (versions.length === 0) problems.push("The contact's space is empty. Arrange it first.");
  if (versions.some((version) => !isVisible(version.safetyText))) {
    problems.push("A piece lacks its safety information.");
  }
  if (question.channel === "sms") {
    const link = `${deps.hcpOrigin}/s/${"x".repeat(22)}`;
    const text = said?.body ?? smsText(invitationWords(speaks), deps.company, question.sender.name, link);
    problems.push(
      ...smsProblems(
        text,
        versions.map((version) => version.product),
      ),
    );
  }
  return problems;
}
