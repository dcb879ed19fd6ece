import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { DemoUser } from "../services/cognito/pool-users.ts";
import { demoUserOf, demoUsers } from "./demo-users.ts";

export interface SeedDeps {
  /** Origin of the app site. */
  readonly app: string;
  readonly tokenOf: (user: DemoUser) => Promise<string>;
}

/** Which rep holds which territories of the demo data. */
const TERRITORIES = [
  { username: "ana", territories: ["IE-01", "GB-01", "US-MW-01"] },
  { username: "ben", territories: ["DE-01", "FR-01", "US-SW-01"] },
] as const;
/** Whose permissions are on record: what each may be used for is asked apart from the others (INV-4). */
const CONSENTING = [
  { lastName: "Brennan", dataUses: ["send", "track_individual", "share_with_rep"] },
  { lastName: "Raman", dataUses: ["send", "track_individual"] },
  { lastName: "Kiely", dataUses: ["send"] },
] as const;
const HELD_SINCE = "2026-01-01T00:00:00.000Z";

/**
 * Loads the demo data through the same endpoints that people use: an import, territories, consent on paper. Nothing is
 * written past the API, so demo data cannot be in a state that the product would refuse.
 */
export async function seed(deps: SeedDeps): Promise<{ readonly people: number }> {
  const admin = await caller(deps, "admin");
  const { importId, upload } = await admin<{ importId: string; upload: Ticket }>("POST", "/api/imports", {});
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  const csv = readFileSync(resolve(import.meta.dirname, "hcps.csv"));
  form.append("file", new Blob([csv], { type: "text/csv" }));
  const stored = await fetch(upload.url, { method: "POST", body: form });
  if (!stored.ok) throw new Error(`the demo file was not taken: ${stored.status}`);
  const people = await finished(admin, importId);
  for (const { username, territories } of TERRITORIES) {
    const rep = demoUsers().find((user) => user.username === username);
    for (const territory of territories) {
      await admin("PUT", `/api/territories/${territory}/reps/${rep?.sub}`, { from: HELD_SINCE });
    }
  }
  const rep = await caller(deps, "rep");
  for (const { lastName, dataUses } of CONSENTING) {
    const { items } = await rep<{ items: { hcpId: string }[] }>("GET", `/api/hcps?q=${lastName}`);
    for (const dataUse of dataUses) {
      const evidence = {
        method: "paper",
        textVersion: "consent.demo.1",
        reference: `demo-${lastName.toLowerCase()}`,
      };
      const channel = dataUse === "send" ? { channel: "email" } : {};
      await rep("POST", `/api/hcps/${items[0]?.hcpId}/consent`, {
        action: "grant",
        dataUse,
        ...channel,
        evidence,
      });
    }
  }
  return { people };
}

interface Ticket {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}
type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

async function caller(deps: SeedDeps, role: string): Promise<Call> {
  const user = demoUserOf(role);
  if (user === undefined) throw new Error(`there is no demo user with the role ${role}`);
  const authorization = `Bearer ${await deps.tokenOf(user)}`;
  return async (method, path, body) => {
    const answer = await fetch(`${deps.app}${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
}

async function finished(admin: Call, importId: string): Promise<number> {
  for (let wait = 25; ; wait = Math.min(wait * 2, 400)) {
    const job = await admin<{ state: string; failure?: string; counts: { kept: number } }>(
      "GET",
      `/api/imports/${importId}`,
    );
    if (job.state === "done") return job.counts.kept;
    if (job.state === "failed") throw new Error(job.failure);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
