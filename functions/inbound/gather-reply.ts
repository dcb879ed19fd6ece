import { profileOf } from "../../shared/model/country-profiles.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type ConsentHead, consentHead, textStanding } from "../consent/facts.ts";
import { findAddressStanding, findHcp, findHcpsByMobile } from "../directory/facts.ts";
import { answeredMessage, findServiceText, serviceTextIdOf } from "../messaging/facts.ts";
import { decideBy } from "./decide-by.ts";
import type { ReplyFacts, Writer } from "./decide-reply.ts";
import { parseReply } from "./parse-reply.ts";
import type { InboundTables } from "./store.ts";
import { type NumberMemory, readNumberMemory } from "./text-store.ts";
import type { TwoWayText } from "./two-way-text.ts";

/** The facts of a decision, and what they were read from: the revisions that its effects hold still. */
export interface GatheredReply {
  readonly facts: ReplyFacts;
  readonly people: readonly { readonly hcp: Hcp; readonly consent: ConsentHead }[];
  readonly memory: NumberMemory;
}

/** Reads everything about a text that came in, through the other capabilities' doors. */
export async function gatherReply(
  deps: InboundTables & { readonly company: string },
  text: TwoWayText,
  addressHash: Sha256,
  now: Instant,
): Promise<GatheredReply> {
  const [hcps, standing, memory] = await Promise.all([
    writersOf(deps, text, addressHash),
    findAddressStanding(deps, addressHash),
    readNumberMemory(deps, addressHash),
  ]);
  const people = await Promise.all(
    hcps.map(async (hcp) => ({ hcp, consent: await consentHead(deps, hcp.hcpId) })),
  );
  const writers = await Promise.all(
    people.map(({ hcp, consent }) => writerOf(deps, hcp, consent, addressHash, now)),
  );
  const { stoppedAt, toldUnmonitoredAt } = memory;
  return {
    people,
    memory,
    facts: {
      reply: parseReply(text.text),
      writers,
      overtaken: stoppedAt !== undefined && text.publishedAt <= Date.parse(stoppedAt),
      stopped: standing.stop !== undefined,
      suppressed: standing.suppression !== undefined,
      toldUnmonitoredAt: toldUnmonitoredAt === undefined ? undefined : Date.parse(toldUnmonitoredAt),
    },
  };
}

/** Who has the number on record, and whom the answered message went to at this number: a changed record hides nobody. */
async function writersOf(
  deps: InboundTables,
  { answersProviderId }: TwoWayText,
  addressHash: Sha256,
): Promise<readonly Hcp[]> {
  const [owners, answered] = await Promise.all([
    findHcpsByMobile(deps, addressHash),
    answersProviderId === undefined ? undefined : answeredMessage(deps, answersProviderId),
  ]);
  if (answered?.addressHash !== addressHash) return owners;
  if (owners.some(({ hcpId }) => hcpId === answered.hcpId)) return owners;
  const former = await findHcp(deps, answered.hcpId);
  return former === undefined ? owners : [...owners, former];
}

async function writerOf(
  deps: InboundTables & { readonly company: string },
  hcp: Hcp,
  consent: ConsentHead,
  addressHash: Sha256,
  now: Instant,
): Promise<Writer> {
  const standing = textStanding(consent.events, addressHash, deps.company, now);
  const { timeZone, country, hcpId } = hcp;
  const due = decideBy(now, { timeZone, holidays: profileOf(country).holidays });
  const asked =
    standing.pending === undefined
      ? undefined
      : await findServiceText(deps, serviceTextIdOf(standing.pending));
  // a request that never left cannot be what is answered
  if (standing.pending === undefined || asked?.textVersion === undefined || asked.textSha256 === undefined)
    return { hcpId, standing, decideBy: due };
  const { textVersion, textSha256 } = asked;
  return { hcpId, standing, decideBy: due, asked: { requestId: standing.pending, textVersion, textSha256 } };
}
