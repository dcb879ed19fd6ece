import type { HcpView } from "../../shared/contracts/directory.ts";
import type { DataUse } from "../../shared/model/consent.ts";
import { type House, until } from "./house.ts";
import { upload } from "./upload.ts";

const COLUMNS = [
  "external_id",
  "npi",
  "title",
  "first_name",
  "last_name",
  "specialty",
  "taxonomy_code",
  "kind",
  "institution",
  "country",
  "region",
  "city",
  "time_zone",
  "language",
  "email",
  "mobile",
  "formulary_status",
  "territory",
] as const;

/** One row of an import file; what is left out is as with {@link SOMEBODY}. */
export type PersonRow = Partial<Record<(typeof COLUMNS)[number], string>> & { readonly external_id: string };

const SOMEBODY: Readonly<Partial<Record<(typeof COLUMNS)[number], string>>> = {
  title: "Dr.",
  first_name: "Orla",
  last_name: "Brennan",
  specialty: "Cardiology",
  kind: "community",
  institution: "Harbour Practice",
  country: "GB",
  region: "ENG",
  city: "Leeds",
  time_zone: "Europe/London",
  language: "en-GB",
  territory: "GB-99",
};

/** An import file of these people. */
export function csvOf(rows: readonly PersonRow[]): Blob {
  const lines = rows.map((row) => COLUMNS.map((column) => ({ ...SOMEBODY, ...row })[column] ?? "").join(","));
  return new Blob([`${[COLUMNS.join(","), ...lines].join("\n")}\n`], { type: "text/csv" });
}

/** Uploads a file of HCPs and waits for the end of the import, whichever it is. */
export async function importFile(house: House, file: Blob) {
  const admin = house.as("admin");
  const { importId, upload: ticket } = await admin.call("startImport", { body: {} });
  await upload(ticket, file);
  return until("the end of the import", async () => {
    const job = await admin.call("readImport", { params: { importId }, query: {} });
    return job.state === "done" || job.state === "failed" ? job : undefined;
  });
}

/**
 * Brings people in and gives their territories to the rep.
 * @returns each as the rep sees them, by external id
 */
export async function bringIn(house: House, rows: readonly PersonRow[]): Promise<Map<string, HcpView>> {
  const job = await importFile(house, csvOf(rows));
  if (job.counts.kept !== rows.length) throw new Error(`not everybody came in: ${JSON.stringify(job)}`);
  const people = new Map<string, HcpView>();
  for (const territory of new Set(rows.map((row) => row.territory ?? "GB-99"))) {
    await align(house, territory);
    const { items } = await house.as("rep").call("listHcps", { query: { territory, limit: 100 } });
    for (const hcp of items) people.set(hcp.externalId, hcp);
  }
  return people;
}

/** Gives a territory to the rep for all of business time that journeys play in. */
export async function align(house: House, territory: string, to?: string): Promise<void> {
  const params = { territory, userId: await house.userId("rep") };
  const body = { from: "2026-11-01T00:00:00.000Z", ...(to === undefined ? {} : { to }) };
  await house.as("admin").call("alignRep", { params, body });
}

/** The one with this external id. */
export function person(people: ReadonlyMap<string, HcpView>, externalId: string): HcpView {
  const hcp = people.get(externalId);
  if (hcp === undefined) throw new Error(`${externalId} did not come in`);
  return hcp;
}

/** Paper with the words that this person is asked with, in their country and language (CON-4). */
export async function paperFor(house: House, hcpId: string) {
  const { asks } = await house.as("rep").call("readConsent", { params: { hcpId } });
  return (dataUse: DataUse, channel?: "email" | "sms") => {
    const ask = asks.find(
      (one) => one.purpose === "promo" && one.dataUse === dataUse && one.channel === channel,
    );
    if (ask === undefined) throw new Error(`nobody is asked for ${dataUse}`);
    return { method: "paper", textVersion: ask.textVersion, reference: "paper-0001" } as const;
  };
}

/** The rep records that an HCP signed for messages over a channel, and for these uses of data besides. */
export async function consentTo(
  house: House,
  hcpId: string,
  channel: "email" | "sms",
  uses: readonly Exclude<DataUse, "send" | "track_opens">[] = [],
): Promise<void> {
  const params = { hcpId };
  const rep = house.as("rep");
  const paper = await paperFor(house, hcpId);
  const send = { action: "grant", channel, dataUse: "send", evidence: paper("send", channel) } as const;
  await rep.call("recordConsent", { params, body: send });
  for (const dataUse of uses)
    await rep.call("recordConsent", { params, body: { action: "grant", dataUse, evidence: paper(dataUse) } });
}
