import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readAggregate } from "../../functions/insights/aggregate-store.ts";
import { versionKey } from "../../functions/insights/fold.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { type House, startHouse } from "../../local/start/house.ts";
import { CDK_OUT, synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { ENV } from "../../shared/names.ts";
import { changedAssembly, gatherFor } from "../assembly/changed-assembly.ts";
import { developerClient } from "../faults/evidence.ts";
import { until } from "../journeys/house.ts";
import { makeVisitors, type Visitor } from "./visitors.ts";

/**
 * The model of traffic: a view has 10 events in 2 beacons, the second 25 s after the first, so the two meet in no
 * window of 20 s. Every view is another person's; the versions are drawn by popularity (1/rank).
 */
export const VIEW = { events: 10, beacons: 2 } as const;
const EVENTS = VIEW.events / VIEW.beacons;
const VERSIONS = 20;
const BURST_CONNECTIONS = 16;
/** How often one beacon is sent before its house counts as broken. */
const SENDINGS = 3;

/** What a stretch of traffic cost, in write request units by table as the gateway counted them. */
export interface WriteCost {
  readonly events: number;
  readonly units: Readonly<Record<string, number>>;
  readonly perEvent: number;
  /** Beacons that were sent again, as the page does, because no answer came: each may have cost a unit twice. */
  readonly resent: number;
}

/** A house of its own that only beacons come to. */
export interface BusyHouse {
  /** Plays windows of 20 s at this rate, each as one burst, until everything is folded. */
  play(viewsPerSecond: number, windows: number): Promise<WriteCost>;
  /** Seconds that the deployed fold gathers a batch. */
  readonly deployedWindow: number;
  close(): Promise<void>;
}

/** @param window seconds that the fold gathers here; a burst must fit into it */
export async function startBusyHouse(window: number): Promise<BusyHouse> {
  await synthesizeIfChanged();
  const dir = mkdtempSync(join(tmpdir(), "write-units-"));
  // traffic in one burst a window makes the same batches in a short window as spread traffic does in the deployed one
  let deployedSeconds = 0;
  const assembly = changedAssembly(CDK_OUT, join(dir, "cdk.out"), (_stack, resources) => {
    for (const seconds of Object.values(gatherFor(resources, window, /^InsightsFoldStream/)))
      deployedSeconds = seconds;
  });
  if (deployedSeconds === 0) throw new Error("no mapping of the fold gathers its batches");
  const dataDir = join(dir, "data");
  const options = { port: 0, dataDir, fresh: false, empty: true, faults: false };
  const warnings: string[] = [];
  const house = await startHouse(assembly, options, (warning) => {
    warnings.push(warning);
    console.error(`! ${warning}`);
  });
  const aws = developerClient(dataDir, house.addresses.aws);
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient(aws));
  const name = (variable: string) => namedBy(house, variable);
  const secret = await new SecretsManagerClient(aws).send(
    new GetSecretValueCommand({ SecretId: name(ENV.sessionKeySecret) }),
  );
  const deps = {
    tables,
    recordsTable: name(ENV.recordsTable),
    engagementTable: name(ENV.engagementTable),
    sessionKey: secret.SecretString ?? "",
  };
  const insights = { tables, insightsTable: name(ENV.insightsTable), realNow: Date.now };

  return {
    deployedWindow: deployedSeconds,

    async play(viewsPerSecond, windows) {
      const perWindow = viewsPerSecond * (deployedSeconds || 20);
      const versions = Array.from({ length: VERSIONS }, () => newId("ver", Date.now()));
      const cohorts: Visitor[][] = [];
      for (let n = 0; n < windows; n++) cohorts.push(await makeVisitors(deps, perWindow, versions));
      const before = house.dynamodb.counters();
      let sent = 0;
      let sendings = 0;
      // in each window the first beacons of its own views arrive, and the second ones of the views before
      for (let n = 0; n <= windows; n++) {
        const beacons = [
          ...(cohorts[n] ?? []).map((visitor, at) => ({ visitor, seq: 0, version: popular(versions, at) })),
          ...(cohorts[n - 1] ?? []).map((visitor, at) => ({
            visitor,
            seq: 1,
            version: popular(versions, at),
          })),
        ];
        await inBurst(beacons, async ({ visitor, seq, version }) => {
          const times = await untilTaken(() => send(house.addresses.hcp, visitor, seq, version), warnings);
          sendings += times;
        });
        sent += beacons.length;
        await folded(sent);
      }
      const units = unitsByTable(before, house.dynamodb.counters());
      return costOf(units, sent * EVENTS, sendings - sent);

      async function folded(beacons: number): Promise<void> {
        await until(`the fold of ${beacons} beacons`, async () => {
          const held = await Promise.all(
            versions.map((version) => readAggregate(insights, versionKey(version))),
          );
          return held.reduce((sum, one) => sum + one.opened, 0) === beacons || undefined;
        });
      }
    },

    async close() {
      await house.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function namedBy({ plan }: House, variable: string): string {
  const value = plan.functions.flatMap(({ environment }) => environment[variable] ?? [])[0];
  if (value === undefined) throw new Error(`no function has the variable ${variable}`);
  return value;
}

/** The version of the n-th view: rank r is drawn with the weight 1/r, evenly spread instead of by chance. */
function popular(versions: readonly string[], n: number): string {
  const weights = versions.map((_, rank) => 1 / (rank + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = ((n * 0.618034) % 1) * total;
  let reached = 0;
  const rank = weights.findIndex((weight) => {
    reached += weight;
    return drawn < reached;
  });
  return versions[Math.max(rank, 0)] ?? "";
}

/** Sends a beacon as the page does: again when the answer says that it was not taken. Returns how often it was sent. */
async function untilTaken(sendIt: () => Promise<Response>, warnings: readonly string[]): Promise<number> {
  for (let sending = 1; ; sending++) {
    const answer = await sendIt();
    if (answer.status === 204) return sending;
    if (answer.status < 500 || sending === SENDINGS)
      throw new Error(
        `a beacon was answered ${answer.status}: ${await answer.text()} ${warnings.join("; ")}`,
      );
  }
}

/** Five events, as attention on one film makes them: on screen, played, active, played again, active. */
async function send(hcp: string, visitor: Visitor, seq: number, version: string): Promise<Response> {
  const from = seq * 12_000;
  const body = {
    seq,
    items: [version],
    k: [3, 1, 2, 1, 2],
    i: [0, 0, 0, 0, 0],
    a: [0, from, 0, from + 8000, 0],
    b: [0, from + 12_000, 9000, from + 11_000, 3000],
    r: [100, 100, 100, 100, 100],
  };
  return fetch(`${hcp}/e`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: visitor.cookie },
    body: JSON.stringify(body),
  });
}

async function inBurst<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: BURST_CONNECTIONS }, worker));
}

type Counters = ReturnType<House["dynamodb"]["counters"]>;

/** What beacons and the fold write; other tables are written by the clock (sweeps, cursors), not by traffic. */
const OF_TRAFFIC = /^(Engagement|Insights)$/;

function unitsByTable(before: Counters, after: Counters): Record<string, number> {
  const units = Object.entries(after).flatMap(([table, now]) => {
    const name = table.replace(/^.*-data-|Table.*$/g, "");
    return OF_TRAFFIC.test(name) ? [[name, unitsOf(now) - unitsOf(before[table])] as const] : [];
  });
  return Object.fromEntries(units);
}

function costOf(units: Record<string, number>, events: number, resent: number): WriteCost {
  const total = Object.values(units).reduce((sum, count) => sum + count, 0);
  return { events, units, perEvent: total / events, resent };
}

function unitsOf(counted: Counters[string] | undefined): number {
  const indexes = Object.values(counted?.indexes ?? {});
  return indexes.reduce((sum, index) => sum + index.write, counted?.write ?? 0);
}
