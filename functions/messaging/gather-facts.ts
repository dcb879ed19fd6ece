import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { ContentVersion } from "../../shared/model/content.ts";
import type { CountryProfile } from "../../shared/model/country-profile.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { HcpId, Sha256, UserId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { isVisible } from "../../shared/model/visible-text.ts";
import { addMonths, type ConsentHead, consentHead, heldUntil, pausedUntil } from "../consent/facts.ts";
import { findVersions, usable } from "../content/facts.ts";
import { type AddressStanding, findAddressStanding, findHcp, territoriesOf } from "../directory/facts.ts";
import type { Profiles } from "../runtime/profiles.ts";
import type { Tables } from "../runtime/tables.ts";
import { findSpace } from "../spaces/facts.ts";
import { type Attention, readAttention } from "./attention.ts";
import { invitationWords } from "./invitation-words.ts";
import type { ProviderReadiness } from "./message-sender.ts";
import { numberZones } from "./number-zones.ts";
import type { SendFacts } from "./send-gate.ts";
import { smsProblems, smsText } from "./sms-text.ts";

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
export interface SendQuestion {
  readonly hcpId: HcpId;
  readonly channel: Channel;
  readonly sender: { readonly userId: UserId; readonly name: string };
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
}

const ABSENT_CONSENT = {
  none: "There is no consent on record for this channel. Ask for it in person.",
  pending_doi: "The contact has not confirmed the consent yet.",
  expired: "The consent has run out. Ask again in person.",
  withdrawn: "The contact has opted out. Only the contact can change that.",
  never_contact: "Not available for this contact.",
  suppressed: "This address bounced, complained or was blocked. Ask the contact for another one.",
  unconfirmed: "In this country a permission counts only once the contact has confirmed it by own act.",
} as const;

const UNDECIDED = { granted: false, words: ABSENT_CONSENT.withdrawn };

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
  const [hcp, territories, consent, space, attention] = await Promise.all([
    findHcp(deps, hcpId),
    territoriesOf(deps, sender.userId, now),
    consentHead(deps, hcpId),
    findSpace(deps, hcpId),
    readAttention(deps, hcpId),
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
  const { agreed, ...permission } = consentFact(consent, hcp, standing, { ...about, profile }, now);
  const hold = heldUntil(consent.events, channel);
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
    // no decision is a withdrawal, whether or not somebody wrote it down yet (domain-rules 2.7, 2c)
    consent: hold !== undefined && hold <= now ? UNDECIDED : permission,
    content: versionIds.map((versionId) => {
      const problem = problemOf(byId.get(versionId), hcp, now);
      return problem === undefined ? { versionId } : { versionId, problem };
    }),
    assemblyProblems: assemblyProblems(deps, question, hcp, versions),
    // no message carries typed text, and no capability opens cases yet
    freeText: "none",
    caseOpen: false,
    touches: attention.touches,
    pausedUntil: later(pausedUntil(consent.events), hold),
    requestedByHcp: question.requestedByHcp,
  };
  const spaceRev = space?.rev ?? 0;
  return { facts, hcp, address, consentRev: consent.rev, standing, agreed, spaceRev, versions, attention };
}

/**
 * Whether sending is permitted, for every product that the page shows (CON-2). Where the country's profile asks for
 * double opt-in, what a rep or an import recorded is no permission yet: only a grant by the HCP's own act is (2.3).
 */
function consentFact(
  head: ConsentHead,
  hcp: Hcp,
  standing: AddressStanding | undefined,
  about: {
    readonly channel: Channel;
    readonly addressHash: Sha256 | undefined;
    readonly brandEntity: string;
    readonly products: readonly string[];
    /** Absent while the country is off; then nothing else counts either. */
    readonly profile: CountryProfile | undefined;
  },
  now: Instant,
): { readonly granted: boolean; readonly words: string; readonly agreed?: ConsentEvent } {
  const { channel, addressHash, brandEntity, products, profile } = about;
  if (addressHash === undefined) return { granted: false, words: ABSENT_CONSENT.none };
  const asked = products.length === 0 ? [undefined] : products;
  const contact = {
    hcpId: hcp.hcpId,
    status: hcp.status,
    suppressed: standing?.suppression?.reason,
    stopped: standing?.stop,
  };
  const answers = asked.map((product) =>
    head.permits(
      contact,
      { channel, addressHash, purpose: "promo", dataUse: "send", brandEntity, product },
      now,
    ),
  );
  const refused = answers.find((answer) => !answer.covered);
  if (refused?.covered === false) return { granted: false, words: ABSENT_CONSENT[refused.reason] };
  // an own grant that stands always decides before a recorded one (CON-1)
  const grants = answers.map(({ eventId }) => head.events.find((event) => event.eventId === eventId));
  const [agreed] = grants;
  // a country may let permissions end sooner than the ledger does (2.10)
  const lapsed = grants.some(
    (grant) =>
      grant !== undefined &&
      profile !== undefined &&
      addMonths(Date.parse(grant.saidAt ?? grant.at), profile.consentMonths) <= now,
  );
  if (lapsed) return { granted: false, words: ABSENT_CONSENT.expired };
  const own = grants.every((grant) => grant?.actor === "hcp");
  return agreed !== undefined && (own || profile?.[channel].doubleOptIn === false)
    ? { granted: true, words: "", agreed }
    : { granted: false, words: ABSENT_CONSENT.unconfirmed };
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
  hcp: Hcp,
  versions: readonly ContentVersion[],
): string[] {
  const problems: string[] = [];
  if (versions.length === 0) problems.push("The contact's space is empty. Arrange it first.");
  if (versions.some((version) => !isVisible(version.safetyText))) {
    problems.push("A piece lacks its safety information.");
  }
  if (question.channel === "sms") {
    const link = `${deps.hcpOrigin}/s/${"x".repeat(22)}`;
    const text = smsText(invitationWords(hcp.language), deps.company, question.sender.name, link);
    problems.push(
      ...smsProblems(
        text,
        versions.map((version) => version.product),
      ),
    );
  }
  return problems;
}
