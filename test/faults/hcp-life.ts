import { HcpPhone } from "../journeys/hcp-phone.ts";
import type { House } from "../journeys/house.ts";
import { paperFor } from "../journeys/people.ts";
import { attentionOf, type Ledger, persist } from "./ledger.ts";

/** An imported HCP whom the load works on. */
export interface Person {
  readonly hcpId: string;
  readonly email: string;
}

/** Long enough for a message on a busy machine; a message that a crash caught between claim and sender never comes. */
const MAIL_PATIENCE_MS = 40_000;
const MAIL_PAUSE_MS = 1000;
const BEACONS = 10;
/** Length of the films that are watched. */
const FILM_SECONDS = 2;

/**
 * One HCP from consent to attention: permissions, space, invitation, visit, beacons. Everything that is acknowledged
 * goes into the ledger; everything that is not is done again.
 */
export async function liveThrough(
  house: House,
  person: Person,
  versionIds: readonly string[],
  ledger: Ledger,
  random: () => number,
): Promise<void> {
  await consent(house, person, ledger);
  const shown = versionIds.filter((_, index) => index === 0 || random() < 0.7);
  await arrange(house, person, [...shown].reverse(), ledger);
  await arrange(house, person, shown, ledger);
  await compose(house, person, ledger);
  const link = await invitation(house, person);
  if (link === undefined) return;
  const phone = await visit(house, person, link, ledger);
  for (let seq = 0; seq < BEACONS; seq++) await watch(phone, person, shown, seq, ledger, random);
}

async function consent(house: House, { hcpId }: Person, ledger: Ledger): Promise<void> {
  const paper = await persist(ledger, "what to ask", () => paperFor(house, hcpId));
  for (const dataUse of ["send", "track_individual", "share_with_rep"] as const) {
    const channel: { channel?: "email" } = dataUse === "send" ? { channel: "email" } : {};
    const { eventId } = await persist(ledger, "a consent", () =>
      house.as("rep").call("recordConsent", {
        params: { hcpId },
        body: { action: "grant", dataUse, ...channel, evidence: paper(dataUse, channel.channel) },
      }),
    );
    ledger.consents.push({ hcpId, eventId });
  }
}

async function arrange(
  house: House,
  { hcpId }: Person,
  versionIds: readonly string[],
  ledger: Ledger,
): Promise<void> {
  const rep = house.as("rep");
  const params = { hcpId };
  const { rev } = await persist(ledger, "a space", async () => {
    const before = await rep.call("readSpace", { params });
    const items = versionIds.map((versionId) => ({ versionId }));
    return rep.call("arrangeSpace", { params, body: { items, rev: before.rev } });
  });
  ledger.spaces.set(hcpId, { rev, versionIds });
}

async function compose(house: House, { hcpId }: Person, ledger: Ledger): Promise<void> {
  const body = { hcpId, channel: "email", idempotencyKey: `invite-${hcpId}` } as const;
  const { messageId } = await persist(ledger, "a message", () =>
    house.as("rep").call("composeMessage", { body }),
  );
  ledger.messages.push({ messageId, hcpId });
}

/** The link of the invitation, or undefined when none came. */
async function invitation(house: House, { email }: Person): Promise<string | undefined> {
  const end = Date.now() + MAIL_PATIENCE_MS;
  while (Date.now() < end) {
    const mails = await house.inbox(email).catch(() => []);
    const link = mails.flatMap(({ links }) => links).find((one) => one.includes("/s/"));
    if (link !== undefined) return link;
    await new Promise((resume) => setTimeout(resume, MAIL_PAUSE_MS));
  }
  return undefined;
}

async function visit(house: House, { hcpId }: Person, link: string, ledger: Ledger): Promise<HcpPhone> {
  const phone = new HcpPhone(house.address.hcp);
  const gate = await persist(ledger, "a gate", async () => {
    const page = await phone.open(link);
    if (page.status !== 200) throw new Error(`the gate answered ${page.status}`);
    return page;
  });
  // the same page pressed again is the same visit
  await persist(ledger, "a visit", async () => {
    const space = await phone.submit(gate, { attest: "yes" });
    if (space.status !== 200) throw new Error(`the space answered ${space.status}`);
  });
  ledger.visits.set(hcpId, (ledger.visits.get(hcpId) ?? 0) + 1);
  return phone;
}

/** Sends one beacon until it is taken: an opening at first, and a stretch of whole seconds of each version. */
async function watch(
  phone: HcpPhone,
  { hcpId }: Person,
  versionIds: readonly string[],
  seq: number,
  ledger: Ledger,
  random: () => number,
): Promise<void> {
  const stretches = versionIds.map((_, index) => {
    const from = Math.floor(random() * FILM_SECONDS);
    return { index, from, to: from + 1 + Math.floor(random() * (FILM_SECONDS - from)) };
  });
  const opened = seq === 0 ? versionIds.map((_, index) => index) : [];
  const beacon = {
    seq,
    items: versionIds,
    k: [...opened.map(() => 3), ...stretches.map(() => 1)],
    i: [...opened, ...stretches.map(({ index }) => index)],
    a: [...opened.map(() => 0), ...stretches.map(({ from }) => from * 1000)],
    b: [...opened.map(() => 0), ...stretches.map(({ to }) => to * 1000)],
    // at the highest speed, so that all beacons together take no longer than the visit
    r: [...opened, ...stretches].map(() => 400),
  };
  await persist(ledger, "a beacon", async () => {
    const status = await phone.beacon(beacon);
    if (status !== 204) throw new Error(`a beacon was answered ${status}`);
  });
  for (const { index, from, to } of stretches) {
    const attention = attentionOf(ledger, hcpId, versionIds[index] ?? "");
    attention.opened += seq === 0 ? 1 : 0;
    attention.watchedSeconds += to - from;
    for (let second = from; second < to; second++)
      attention.plays[second] = (attention.plays[second] ?? 0) + 1;
  }
}
