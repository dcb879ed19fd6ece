import type { House } from "../journeys/house.ts";
import type { Evidence } from "./evidence.ts";
import type { Ledger } from "./ledger.ts";

/** States in which a message may rest after everything is over: it left, or nobody can know. */
const ENDS = ["sent", "delivered", "unknown"];

/** What a check of the ledger found. `losses` is empty when every acknowledged request is there, exactly once. */
export interface Findings {
  readonly losses: readonly string[];
  readonly messages: Readonly<Record<string, number>>;
  readonly audit: string;
}

/** Compares an idle house with what its clients were told. */
export async function checkLedger(house: House, ledger: Ledger, evidence: Evidence): Promise<Findings> {
  const losses: string[] = [];
  const lose = (loss: string) => losses.push(loss);
  await checkConsents(house, ledger, lose);
  await checkSpaces(house, ledger, lose);
  const messages = await checkMessages(house, ledger, lose);
  await checkImports(house, ledger, evidence, lose);
  await checkAssets(house, ledger, evidence, lose);
  await checkInsights(house, ledger, lose);
  const { chains, links, faults } = await evidence.audit();
  for (const { place, at, problem } of faults) lose(`audit ${place} ${JSON.stringify(at)}: ${problem}`);
  return { losses, messages, audit: `${chains} chains with ${links} links` };
}

/** Takes a sentence about something that is missing or too much. */
export type Lose = (loss: string) => void;

async function checkConsents(house: House, ledger: Ledger, lose: Lose): Promise<void> {
  for (const hcpId of new Set(ledger.consents.map((one) => one.hcpId))) {
    const { timeline } = await house.as("rep").call("readConsent", { params: { hcpId } });
    const known = new Set<string>(timeline.map(({ eventId }) => eventId));
    for (const { eventId } of ledger.consents.filter((one) => one.hcpId === hcpId))
      if (!known.has(eventId)) lose(`consent ${eventId} of ${hcpId} is gone`);
  }
}

async function checkSpaces(house: House, ledger: Ledger, lose: Lose): Promise<void> {
  for (const [hcpId, { rev, versionIds }] of ledger.spaces) {
    const space = await house.as("rep").call("readSpace", { params: { hcpId } });
    const shown = space.items.map((item) => item.versionId).join(" ");
    if (space.rev !== rev || shown !== versionIds.join(" "))
      lose(`space of ${hcpId} is rev ${space.rev} (${shown}), acknowledged ${rev} (${versionIds.join(" ")})`);
  }
}

async function checkMessages(house: House, ledger: Ledger, lose: Lose): Promise<Record<string, number>> {
  const inbox = (await (await fetch(`${house.address.app}/_local/inbox.json`)).json()) as {
    tags: Record<string, string>;
  }[];
  const mails = new Map<string, number>();
  for (const { tags } of inbox) {
    const messageId = tags["messageId"] ?? "";
    mails.set(messageId, (mails.get(messageId) ?? 0) + 1);
  }
  const states: Record<string, number> = {};
  for (const { messageId, hcpId } of ledger.messages) {
    const message = await house
      .as("rep")
      .call("readMessage", { params: { messageId } })
      .catch((error: unknown) => lose(`message ${messageId} of ${hcpId}: ${String(error)}`));
    if (typeof message !== "object") continue;
    states[message.state] = (states[message.state] ?? 0) + 1;
    const arrived = mails.get(messageId) ?? 0;
    const history = message.timeline.map(({ state }) => state).join(" → ");
    if (!ENDS.includes(message.state))
      lose(`message ${messageId} ended as ${message.state} ${message.reason?.code ?? ""}: ${history}`);
    if (arrived > 1) lose(`message ${messageId} was sent ${arrived} times: ${history}`);
    if (arrived === 0 && message.state !== "unknown")
      lose(`message ${messageId} is ${message.state} and was never sent: ${history}`);
  }
  const known = new Set(ledger.messages.map(({ messageId }) => messageId));
  for (const messageId of mails.keys())
    if (messageId !== "" && !known.has(messageId)) lose(`mail of ${messageId}, which nobody asked for`);
  return states;
}

async function checkImports(house: House, ledger: Ledger, evidence: Evidence, lose: Lose): Promise<void> {
  const people = new Set<string>();
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await house
      .as("admin")
      .call("listHcps", { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } });
    for (const { externalId } of page.items) {
      if (people.has(externalId)) lose(`${externalId} is there twice`);
      people.add(externalId);
    }
    cursor = page.cursor;
  }
  for (const { importId, csv, externalIds } of ledger.imports) {
    const job = await house.as("admin").call("readImport", { params: { importId }, query: {} });
    if (job.state !== "done" || job.counts.kept !== externalIds.length || job.counts.refused !== 0)
      lose(
        `import ${importId} is ${job.state} with ${JSON.stringify(job.counts)}, expected ${externalIds.length} rows`,
      );
    for (const externalId of externalIds)
      if (!people.has(externalId)) lose(`${externalId} of ${importId} is gone`);
    const stored = await evidence.object("transfer", `imports/${importId}.csv`);
    if (stored === undefined || new TextDecoder().decode(stored) !== csv)
      lose(`the file of ${importId} is not whole`);
  }
}

async function checkAssets(house: House, ledger: Ledger, evidence: Evidence, lose: Lose): Promise<void> {
  for (const { assetId, bytes, film } of ledger.assets) {
    const asset = await house.as("marketer").call("readAsset", { params: { assetId } });
    const expected = film ? "ready" : "failed";
    if (asset.state !== expected || (!film && asset.failure?.reason !== "not_a_video"))
      lose(`asset ${assetId} is ${asset.state} ${asset.failure?.reason ?? ""}, expected ${expected}`);
    const stored = await evidence.object("media", `originals/${assetId}/source`);
    if (stored === undefined || Buffer.compare(stored, bytes) !== 0)
      lose(`the original of ${assetId} is not whole`);
  }
}

/** Compares what reps see with what phones were told that it is taken: exactly the same. */
export async function checkInsights(house: House, ledger: Ledger, lose: Lose): Promise<void> {
  for (const [hcpId, visits] of ledger.visits) {
    const seen = await house.as("rep").call("readHcpInsights", { params: { hcpId } });
    if (!seen.shared) {
      lose(`insights of ${hcpId} are not shared`);
      continue;
    }
    if (seen.visits !== visits) lose(`${hcpId}: ${seen.visits} visits are counted, ${visits} were confirmed`);
    for (const [versionId, expected] of ledger.attention.get(hcpId) ?? []) {
      const version = seen.versions.find((one) => one.versionId === versionId);
      const plays = Array.from(expected.plays, (count) => count ?? 0);
      const counted = JSON.stringify([version?.opened, version?.watchedSeconds, version?.playsPerSecond]);
      const sent = JSON.stringify([expected.opened, expected.watchedSeconds, plays]);
      if (counted !== sent) lose(`${hcpId} ${versionId}: counted ${counted}, sent ${sent}`);
    }
  }
}
