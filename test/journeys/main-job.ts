import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import { ApiProblem } from "../../web/client/client.ts";
import { HcpPhone, SCANNER } from "./hcp-phone.ts";
import { type House, until } from "./house.ts";
import { paperFor } from "./people.ts";
import { upload } from "./upload.ts";

/** What the journey works on. */
export interface Material {
  readonly csv: string;
  readonly video: string;
  /** Length of the film in seconds; the replay below happens inside it. */
  readonly videoSeconds: number;
  /** Whether these are the samples beside the project. */
  readonly real: boolean;
}

/** A line of evidence: what was done, and what the house answered. */
export type Tell = (step: string, evidence: string) => void;

/** Tuesday, 10:00 in London: inside every window, so that the gate may allow. */
export const TUESDAY_MORNING = "2026-11-24T10:00:00.000Z";
const TERRITORY = "GB-01";

/** What the journey leaves behind, for assertions. */
export interface MainJob {
  readonly imported: {
    readonly kept: number;
    readonly refused: readonly { row: number; column: string; reason: string }[];
  };
  readonly hcpId: string;
  readonly email: string;
  readonly versionId: string;
  readonly assetId: string;
  readonly messageId: string;
  readonly link: string;
  readonly unsubscribe: string;
  readonly phone: HcpPhone;
  readonly mediaAddresses: readonly string[];
  readonly watchedSeconds: number;
  readonly replayed: readonly { fromSecond: number; toSecond: number }[];
}

/** The main job of the brief, each step through its real endpoint: from a CSV file to "I see what was replayed". */
export async function runMainJob(house: House, material: Material, tell: Tell): Promise<MainJob> {
  await house.setClock(TUESDAY_MORNING);
  const imported = await importHcps(house, material, tell);
  const { hcpId, email } = await chooseHcp(house, material, tell);
  await collectConsent(house, hcpId, email, tell);
  const { assetId, versionId } = await publishVideo(house, material, tell);
  const { messageId, link, unsubscribe } = await invite(house, hcpId, email, versionId, tell);
  const { phone, mediaAddresses } = await visit(house, link, tell);
  const seen = await watch(house, phone, hcpId, versionId, material, tell);
  return {
    imported,
    hcpId,
    email,
    versionId,
    assetId,
    messageId,
    link,
    unsubscribe,
    phone,
    mediaAddresses,
    ...seen,
  };
}

async function importHcps(house: House, material: Material, tell: Tell): Promise<MainJob["imported"]> {
  const admin = house.as("admin");
  const { importId, upload: ticket } = await admin.call("startImport", { body: {} });
  await upload(ticket, await openAsBlob(material.csv, { type: "text/csv" }));
  const done = await until("the import", async () => {
    const job = await admin.call("readImport", { params: { importId }, query: {} });
    if (job.state === "failed") throw new Error(job.failure);
    return job.state === "done" ? job : undefined;
  });
  tell("HCPs imported", `${done.counts.kept} kept, ${done.counts.refused} refused`);
  for (const row of done.refused) tell("  refused", `line ${row.row}, ${row.column}: ${row.reason}`);
  return { kept: done.counts.kept, refused: done.refused };
}

async function chooseHcp(house: House, material: Material, tell: Tell) {
  const repId = await house.userId("rep");
  const params = { territory: TERRITORY, userId: repId } as never;
  const alignment = await house
    .as("admin")
    .call("alignRep", { params, body: { from: "2026-11-01T00:00:00.000Z" } });
  tell("territory", `${alignment.territory} is the rep's from ${alignment.from}`);
  const { items } = await house.as("rep").call("listHcps", { query: { territory: TERRITORY } });
  const hcp = items.find(
    (one) => one.email !== undefined && one.language === "en-GB" && one.status === "active",
  );
  if (hcp === undefined) throw new Error(`no HCP with an e-mail address in ${TERRITORY}`);
  tell("the rep's HCP", `${hcp.firstName} ${hcp.lastName}, ${hcp.specialty}, ${hcp.email}`);
  // the address never leaves the people table but towards the sender: the journey takes it from the file
  const row = (await readFile(material.csv, "utf8"))
    .split("\n")
    .find((line) => line.startsWith(`${hcp.externalId},`));
  const email = row
    ?.split(",")
    .find((cell) => cell.includes("@"))
    ?.toLowerCase();
  if (email === undefined) throw new Error(`no address for ${hcp.externalId} in the file`);
  return { hcpId: hcp.hcpId, email };
}

async function collectConsent(
  house: House,
  hcpId: MainJob["hcpId"],
  email: string,
  tell: Tell,
): Promise<void> {
  const rep = house.as("rep");
  const params = { hcpId } as never;
  const paper = await paperFor(house, hcpId);
  const evidence = paper("send", "email");
  await rep.call("recordConsent", {
    params,
    body: { action: "grant", channel: "email", dataUse: "send", doubleOptIn: true, evidence } as never,
  });
  const mail = await until("the confirmation mail", async () =>
    (await house.inbox(email)).find((one) => one.links.some((link) => link.includes("/c/"))),
  );
  const link = mail.links.find((one) => one.includes("/c/")) ?? "";
  const phone = new HcpPhone(house.address.hcp);
  const page = await phone.open(link);
  const before = (await rep.call("readConsent", { params })).standing.find(
    (one) => one.dataUse === "send" && one.channel === "email",
  );
  const confirmed = await phone.submit(page);
  const after = (await rep.call("readConsent", { params })).standing.find(
    (one) => one.dataUse === "send" && one.channel === "email",
  );
  tell(
    "consent",
    `after GET ${before?.state}, after the HCP's own POST ${after?.state} (${confirmed.status})`,
  );
  for (const dataUse of ["track_individual", "share_with_rep"] as const) {
    await rep.call("recordConsent", {
      params,
      body: { action: "grant", dataUse, evidence: paper(dataUse) } as never,
    });
  }
  tell("data uses", "track_individual and share_with_rep, each on its own");
}

async function publishVideo(house: House, material: Material, tell: Tell) {
  const marketer = house.as("marketer");
  const file = await openAsBlob(material.video, { type: "video/webm" });
  const { assetId, upload: ticket } = await marketer.call("startUpload", {
    body: { fileName: "big-buck-bunny-30s.webm", contentType: "video/webm", bytes: file.size },
  });
  await upload(ticket, file);
  await marketer.call("completeUpload", { params: { assetId } });
  const asset = await until(
    "the renditions",
    async () => {
      const one = await marketer.call("readAsset", { params: { assetId } });
      if (one.state === "failed") throw new Error(one.failure?.detail);
      return one.state === "ready" ? one : undefined;
    },
    240,
  );
  const media = asset.media;
  tell(
    "video",
    `${media?.renditions.map((one) => `${one.name} ${one.bytes} B`).join(", ")}; preview ${media?.preview?.bytes} B`,
  );
  const draft = await marketer.call("createContent", {
    body: {
      product: "Cardivex",
      title: "How to start: the first four weeks",
      safetyText: "Do not use in severe hepatic impairment. The most common side effect is dizziness.",
      assetId,
      countries: ["GB"],
      language: "en-GB",
      channels: ["email", "space"],
    } as never,
  });
  const submitted = await marketer.call("submitVersion", { params: { versionId: draft.versionId } });
  const approved = await house.as("reviewer").call("approveVersion", {
    params: { versionId: draft.versionId },
    body: {
      sha256: submitted.bytesSha256 as never,
      meaning: "I approve this material as medically accurate for GB",
    },
  });
  tell(
    "approval",
    `${approved.state} ${approved.materialCodes?.map((one) => one.code).join(", ")} over ${approved.bytesSha256}`,
  );
  return { assetId, versionId: draft.versionId };
}

async function invite(house: House, hcpId: string, email: string, versionId: string, tell: Tell) {
  const rep = house.as("rep");
  const params = { hcpId } as never;
  const space = await rep.call("readSpace", { params });
  await rep.call("arrangeSpace", { params, body: { items: [{ versionId }] as never, rev: space.rev } });
  const verdict = await rep.call("dryRun", { body: { hcpId: hcpId as never, channel: "email" } });
  tell("the gate says", verdict.verdict);
  const body = { hcpId: hcpId as never, channel: "email", idempotencyKey: `journey-${versionId}` } as const;
  const { messageId } = await rep.call("composeMessage", { body });
  const again = await rep.call("composeMessage", { body });
  if (again.messageId !== messageId) throw new Error("the second click made a second message");
  const mail = await until("the invitation", async () =>
    (await house.inbox(email)).find((one) => one.links.some((link) => link.includes("/s/"))),
  );
  const link = mail.links.find((one) => one.includes("/s/")) ?? "";
  const unsubscribe = /<(https?:[^>]+)>/.exec(mail.headers["list-unsubscribe"] ?? "")?.[1] ?? "";
  const sent = await until("the delivery report", async () => {
    const message = await rep.call("readMessage", { params: { messageId } });
    return message.state === "delivered" ? message : undefined;
  });
  tell("invitation", `"${mail.subject}", ${sent.timeline.map((entry) => entry.state).join(" → ")}`);
  return { messageId, link, unsubscribe };
}

async function visit(house: House, link: string, tell: Tell) {
  const scanner = new HcpPhone(house.address.hcp, { userAgent: SCANNER });
  for (let fetches = 0; fetches < 3; fetches++) await scanner.open(link);
  const phone = new HcpPhone(house.address.hcp);
  const gate = await phone.open(link);
  const space = await phone.submit(gate, { attest: "yes" });
  const mediaAddresses = [...space.html.matchAll(/<source src="([^"]+)"/g)].map((match) => match[1] ?? "");
  const first = mediaAddresses[0] ?? "";
  const part = await phone.fetchMedia(first, "bytes=0-99");
  const tampered = await phone.fetchMedia(first.replace(/Signature=..../, "Signature=AAAA"));
  tell(
    "visit",
    `gate ${gate.status}, space ${space.status} with ${mediaAddresses.length} films; a range ${part.status}, a forged address ${tampered.status}`,
  );
  return { phone, mediaAddresses };
}

async function watch(
  house: House,
  phone: HcpPhone,
  hcpId: string,
  versionId: string,
  material: Material,
  tell: Tell,
) {
  const end = material.videoSeconds * 1000;
  // at double speed: the beacons come at once, and nobody watches longer than the visit lasts
  const beacons = [
    { seq: 0, items: [versionId], k: [3, 1], i: [0, 0], a: [0, 0], b: [0, end], r: [100, 200] },
    {
      seq: 1,
      items: [versionId],
      k: [1, 1],
      i: [0, 0],
      a: [12_000, 12_000],
      b: [18_000, 18_000],
      r: [200, 200],
    },
  ];
  // the second beacon is sent twice, as a phone does that did not hear the answer
  for (const beacon of [...beacons, ...beacons.slice(1)]) {
    const status = await phone.beacon(beacon);
    if (status !== 204) throw new Error(`a beacon was answered ${status}`);
  }
  const rep = house.as("rep");
  const expected = material.videoSeconds + 12;
  const insight = await until(
    "the insight",
    async () => {
      const seen = await rep.call("readHcpInsights", { params: { hcpId: hcpId as never } });
      const version = seen.shared ? seen.versions.find((one) => one.versionId === versionId) : undefined;
      return seen.shared && seen.visits > 0 && version !== undefined && version.watchedSeconds >= expected
        ? { ...version, visits: seen.visits }
        : undefined;
    },
    90,
  );
  tell(
    "what the rep sees",
    `${insight.visits} visit, ${insight.watchedSeconds} s watched, ${insight.uniqueSeconds} of ${insight.durationSeconds} s seen, ` +
      `replayed ${insight.replayed.map((one) => `${one.fromSecond} to ${one.toSecond} s`).join(", ")}`,
  );
  return { watchedSeconds: insight.watchedSeconds, replayed: insight.replayed };
}

/** The API's refusal of a call; throws when it did not refuse. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiProblem) return error.problem.code;
    throw error;
  }
  throw new Error("the API did not refuse");
}
