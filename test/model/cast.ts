import { importedConsentParts } from "../../functions/consent/conditions.ts";
import { findHcp } from "../../functions/directory/facts.ts";
import { findByExternalId, importPerson } from "../../functions/directory/import-person.ts";
import { PEPPER } from "../../functions/inbound/inbound.fixture.ts";
import { makeCompose } from "../../functions/messaging/compose.ts";
import { TERRITORY } from "../../functions/messaging/world.fixture.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { transactFresh } from "../../functions/runtime/transaction.ts";
import type { Channel } from "../../shared/model/channel.ts";
import { type Hcp, HcpMasterData } from "../../shared/model/hcp.ts";
import { ImportId, MessageId } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import type { Stage } from "./stage.ts";
import type { Truth } from "./truth.ts";

/** Somebody in a story, found again by what the company calls them. */
export interface Person {
  readonly externalId: string;
  readonly hcpId: Hcp["hcpId"];
  readonly number: string;
}

/** A message that somebody composed. */
export interface Composed {
  readonly messageId: MessageId;
  readonly person: Person;
  readonly channel: Channel;
}

/** Who and what a story has by now. */
export interface Cast {
  readonly people: readonly Person[];
  readonly messages: Composed[];
  readonly truth: Truth;
}

/** A rep composes a message through the front door. */
export async function compose(
  stage: Stage,
  cast: Cast,
  wish: Omit<Composed, "messageId"> & { readonly rep: number; readonly in: number },
): Promise<void> {
  const { phones, reps } = stage;
  const { person, channel } = wish;
  const caller = reps[wish.rep % reps.length] ?? phones.rep;
  const { now } = phones.clock;
  const made = await makeCompose(phones.deps)({
    params: undefined,
    query: undefined,
    body: {
      hcpId: person.hcpId,
      channel,
      idempotencyKey: `story-${stage.next()}`,
      notBefore: instantText(now + wish.in),
      recallable: false,
    },
    caller,
    context: { now, requestId: "r", headers: {}, cookies: [] },
  });
  cast.messages.push({ messageId: MessageId.parse(made.messageId), person, channel });
}

/** A consent that a company's file brings, with its proof. */
export async function importConsent({ phones }: Stage, hcp: Hcp, channel: Channel): Promise<void> {
  const { deps, clock } = phones;
  const by = { type: "user", id: phones.rep.userId, role: "admin" } as const;
  const claimed = {
    channel,
    day: instantText(clock.now - DAY).slice(0, 10),
    textVersion: `in-person.${channel}.en.1`,
    reference: "list 3",
  };
  await transactFresh(deps.tables, async () => {
    const decided = await importedConsentParts(deps, hcp, claimed, by, clock.now);
    return decided.kind === "grant" ? decided.parts : [];
  }).catch((error: unknown) => {
    // nothing to add: the engine refuses a transaction of nothing
    if (!(error instanceof Error && error.name === "ValidationException")) throw error;
  });
}

/** An import's row: somebody new, or another address of somebody known. */
export async function bring({ phones, next }: Stage, externalId: string, email: string): Promise<Person> {
  const { deps, clock } = phones;
  const known = await findByExternalId(deps, externalId);
  const number = known?.mobile ?? `+35386${String(1_000_000 + next()).slice(-7)}`;
  const person = HcpMasterData.parse({
    externalId,
    title: "Dr",
    firstName: "Niamh",
    lastName: "Brennan",
    specialty: "Cardiology",
    kind: "community",
    country: "IE",
    timeZone: "Europe/Dublin",
    language: "en-IE",
    territory: TERRITORY,
    email,
    mobile: number,
  });
  const importId = ImportId.parse(newId("imp", clock.now));
  const origin = { importId, row: 2, requestedBy: phones.rep.userId };
  await importPerson({ ...deps, pepper: PEPPER }, person, origin, clock.now);
  const found = known ?? (await findByExternalId(deps, externalId));
  if (found === undefined) throw new Error(`${externalId} was not brought in`);
  return { externalId, hcpId: found.hcpId, number };
}

/** A person as they are on record now. */
export async function someone({ phones }: Stage, { hcpId }: Person): Promise<Hcp> {
  const hcp = await findHcp(phones.deps, hcpId);
  if (hcp === undefined) throw new Error(`${hcpId} is not there`);
  return hcp;
}
