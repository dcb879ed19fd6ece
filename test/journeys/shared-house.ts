import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { importJWK, SignJWT } from "jose";
import type { TestProject } from "vitest/node";
import * as z from "zod";
import type { HttpApi } from "../../local/edge/http-api/http-api.ts";
import { DEVELOPER_KEY_ID } from "../../local/gateway/credentials.ts";
import type { Plan } from "../../local/plan/plan.ts";
import { demoUserOf } from "../../local/seed/demo-users.ts";
import { poolIssuer } from "../../local/services/cognito/pool-tokens.ts";
import { type House, startHouse } from "../../local/start/house.ts";
import { CDK_OUT, synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { changedAssembly, withoutWaits } from "../assembly/changed-assembly.ts";
import { HOUSES, WARM } from "../workers-own.ts";
import type { HouseAddress } from "./house.ts";
import { USAGE_FILE } from "./usage-file.ts";

/** Another assembly than the synthesized one, for tests of the tests: `npm run mutate-infra`. */
const OTHER_ASSEMBLY = process.env["JOURNEYS_ASSEMBLY"];

/** A house that journeys share, in plain values, because tests run in processes of their own. */
export interface SharedHouse {
  readonly address: HouseAddress;
  /** The APIs themselves, without CloudFront in front. */
  readonly apis: { readonly app: string; readonly hcp: string };
  readonly region: string;
  readonly account: string;
  /** The key of the person at the keyboard: it may do everything. */
  readonly developer: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Values of the functions' environments, by variable: names of tables, buckets, the bus and the queue. */
  readonly names: Readonly<Record<string, string>>;
  /** Dead-letter queues that functions and their mappings fail into, by entry (`media/on-job-changed`). */
  readonly deadLetters: Readonly<Record<string, string>>;
  readonly userPoolId: string;
  /** A token of the rep that was good an hour ago. */
  readonly expiredToken: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** The houses, and the folder where a worker says which one is its own. */
    readonly sharedHouses: { readonly houses: readonly SharedHouse[]; readonly claims: string };
  }
}

/** Starts empty houses for all journeys and ends them after the last; what one left behind fails the run. */
export default async function startSharedHouses(project: TestProject): Promise<() => Promise<void>> {
  if (OTHER_ASSEMBLY === undefined) await synthesizeIfChanged();
  const dir = mkdtempSync(join(tmpdir(), "invito-journeys-"));
  const assembly =
    OTHER_ASSEMBLY ??
    // faults and load run with the deployed windows
    changedAssembly(CDK_OUT, join(dir, "assembly"), (_stack, resources) => withoutWaits(resources));
  const warnings: string[] = [];
  const started: StartedHouse[] = [];
  for (let number = 0; number < HOUSES; number++)
    started.push(await startOne(assembly, join(dir, `house-${number}`), warnings));
  const houses = started.map(({ shared }) => shared);
  project.provide("sharedHouses", { houses, claims: dir });
  return async () => {
    for (const { close } of started) await close();
    const left = programsLeft();
    if (left.length > 0) throw new Error(`the houses left ${left.join(", ")} running`);
    if (OTHER_ASSEMBLY === undefined) keepUsage(started.map(({ usageFile }) => usageFile));
    rmSync(dir, { recursive: true, force: true });
    if (process.env["JOURNEYS_WARNINGS"] !== undefined) console.error(warnings.join("\n"));
  };
}

interface StartedHouse {
  readonly shared: SharedHouse;
  readonly usageFile: string;
  readonly close: () => Promise<void>;
}

async function startOne(assembly: string, dataDir: string, warnings: string[]): Promise<StartedHouse> {
  mkdirSync(dataDir);
  const usageFile = join(dataDir, "usage.jsonl");
  // near the journeys' own days: after a leap the sweep of due messages would read every hour in between
  const at = "2026-11-24T09:00:00.000Z";
  const options = { port: 0, dataDir, fresh: false, empty: true, faults: false, usageFile, at, warm: WARM };
  const house = await startHouse(assembly, options, (message) => warnings.push(message));
  const servers = await Promise.all([...house.apis].map(([id, api]) => serve(id, api)));
  return {
    shared: await describe(house, servers, dataDir),
    usageFile,
    async close() {
      for (const { server } of servers) {
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      }
      await house.close();
    },
  };
}

/** Puts what this run used where `npm run usage` reads it, whole: another run may be at the same place. */
function keepUsage(usageFiles: readonly string[]): void {
  mkdirSync(dirname(USAGE_FILE), { recursive: true });
  for (const suffix of ["", ".resources"]) {
    // a house that no journey came to has noted nothing
    const noted = usageFiles.map((file) => `${file}${suffix}`).filter((file) => existsSync(file));
    const lines = noted.map((file) => readFileSync(file, "utf8")).join("");
    writeFileSync(`${USAGE_FILE}${suffix}`, lines);
  }
}

interface ServedApi {
  readonly id: string;
  readonly server: Server;
  readonly address: string;
}

async function serve(id: string, api: HttpApi): Promise<ServedApi> {
  // a request must not meet a connection that is being closed
  const server = createServer({ keepAliveTimeout: 75_000 }, api.listener);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { id, server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function describe(
  { addresses, plan }: House,
  served: readonly ServedApi[],
  dataDir: string,
): Promise<SharedHouse> {
  // people sign in to the app's API only
  const signsIn = ({ routes }: Plan["httpApis"][number]) => routes.some(({ jwt }) => jwt !== undefined);
  const addressOf = (site: "app" | "hcp") => {
    const planned = plan.httpApis.find((api) => signsIn(api) === (site === "app"));
    const found = served.find(({ id }) => id === planned?.id);
    if (found === undefined) throw new Error(`the ${site} site has no API`);
    return found.address;
  };
  const keys = z.record(z.string(), z.string()).parse(readJson(join(dataDir, "credentials.json")));
  return {
    address: addresses,
    apis: { app: addressOf("app"), hcp: addressOf("hcp") },
    region: plan.region,
    account: plan.account,
    developer: { accessKeyId: DEVELOPER_KEY_ID, secretAccessKey: keys[DEVELOPER_KEY_ID] ?? "" },
    names: Object.assign({}, ...plan.functions.map((fn) => fn.environment)),
    deadLetters: deadLetters(plan),
    userPoolId: plan.userPools[0]?.id ?? "",
    expiredToken: await expiredToken(plan, dataDir),
  };
}

function deadLetters(plan: Plan): Record<string, string> {
  const urls = new Map(plan.queues.map(({ arn, url }) => [arn, url]));
  return Object.fromEntries(
    plan.functions.flatMap(({ arn, asyncFailureArn, environment }) => {
      const failing = plan.mappings.find((mapping) => mapping.functionArn === arn)?.failureArn;
      const url = urls.get(asyncFailureArn ?? failing ?? "");
      return url === undefined ? [] : [[environment["POWERTOOLS_SERVICE_NAME"] ?? arn, url]];
    }),
  );
}

const PoolFile = z.object({ jwk: z.looseObject({ kty: z.literal("RSA"), kid: z.string() }) });

/** Signed with the pool's own key, so that nothing but its age is wrong. */
async function expiredToken({ userPools, region }: Plan, dataDir: string): Promise<string> {
  const pool = userPools[0];
  if (pool === undefined) throw new Error("the plan has no user pool");
  const { jwk } = PoolFile.parse(readJson(join(dataDir, "cognito", `${pool.id}.json`)));
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    sub: demoUserOf("rep")?.sub ?? "",
    "cognito:groups": ["rep"],
    client_id: pool.clients[0]?.id ?? "",
    token_use: "access",
    scope: pool.clients[0]?.scopes.join(" ") ?? "",
  })
    .setProtectedHeader({ alg: "RS256", kid: jwk.kid })
    .setIssuer(poolIssuer(region, pool.id))
    .setIssuedAt(now - 7200)
    .setExpirationTime(now - 3600)
    .sign(await importJWK(jwk, "RS256"));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Names of programs of the runtime that are still children of this process (Linux; elsewhere nothing is known). */
function programsLeft(): string[] {
  const read = (file: string): string => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return "";
    }
  };
  return read(`/proc/${process.pid}/task/${process.pid}/children`)
    .split(" ")
    .map((pid) => read(`/proc/${pid}/comm`).trim())
    .filter((name) => /dynoxide|ffmpeg|ffprobe/.test(name));
}
