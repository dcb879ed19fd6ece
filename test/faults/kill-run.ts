import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "../../local/services/dynamodb/faults.ts";
import { connect, type House } from "../journeys/house.ts";
import { checkLedger, type Findings } from "./check-ledger.ts";
import { openEvidence } from "./evidence.ts";
import { ledgerLine, openLedger } from "./ledger.ts";
import { startLoad } from "./load.ts";
import { planMoments, strike } from "./moments.ts";
import { prepare, START } from "./setting.ts";
import { placeFor, processesOf } from "./stack.ts";
import { untilIdle } from "./until-idle.ts";

export interface KillRun {
  readonly moments: number;
  readonly seed: number;
  /** A moment comes after at most so many acknowledged requests. */
  readonly mostRequests: number;
  readonly tell: (line: string) => void;
  /** HCPs who are worked on side by side; what was begun is finished after the last moment. */
  readonly clients: number;
}

/** Approved versions, of which each space shows some. */
const VERSIONS = 3;
/** After this time in state `handed_off` a message is called unknown, and lost queue messages are sent again. */
const REPAIR_MS = 20 * 60_000;

/**
 * Kills a stack under load at seeded moments and starts it again on the same data; at last waits until it is idle and
 * compares it with what its clients were told. Without losses the data directory is removed.
 */
export async function runKillNine({
  moments,
  mostRequests,
  seed,
  clients,
  tell,
}: KillRun): Promise<Findings> {
  const random = seededRandom(seed);
  const place = await placeFor(mkdtempSync(join(tmpdir(), "kill-nine-")));
  const ledger = openLedger();
  const house = connect(place.address);
  let stack = place.start(["--at", START]);
  try {
    await stack.ready;
    const setting = await prepare(house, VERSIONS);
    const load = startLoad(house, setting, ledger, { clients, random: seededRandom(seed + 1) });
    const plan = planMoments(moments, mostRequests, random);
    for (const [index, moment] of plan.entries()) {
      stack = await strike(place, stack, moment, ledger);
      const startedAt = Date.now();
      await stack.ready;
      const again = moment.kind === "engine" || moment.kind === "start" ? ` and ${moment.againMs} ms` : "";
      tell(
        `moment ${String(index + 1).padStart(2)}  ${moment.kind.padEnd(7)} after ${String(moment.after).padStart(3)} requests${again}, ` +
          `back in ${Date.now() - startedAt} ms; acknowledged ${ledgerLine(ledger)}`,
      );
    }
    await load.stop();
    await house.setClock(new Date((await businessNow(house)) + REPAIR_MS).toISOString());
    const { letters, seconds } = await untilIdle(house.address.app);
    tell(`idle ${seconds} s after the load, letters ${JSON.stringify(letters)}; ${ledgerLine(ledger)}`);
    const evidence = openEvidence(place);
    const found = await checkLedger(house, ledger, evidence);
    evidence.close();
    const losses = [
      ...found.losses,
      ...Object.entries(letters).map(([queue, count]) => `${count} letters in ${queue}`),
    ];
    stack.signal("SIGINT");
    const code = await stack.ended;
    if (code !== 0) losses.push(`the last stack ended with ${code}`);
    losses.push(...processesOf(place.dataDir).map((line) => `left behind: ${line}`));
    if (losses.length === 0) rmSync(place.dataDir, { recursive: true, force: true });
    else tell(`state and logs are kept in ${place.dataDir}`);
    return { ...found, losses };
  } catch (error) {
    tell(`state and logs are kept in ${place.dataDir}\n${stack.output().slice(-4000)}`);
    stack.signal("SIGTERM");
    await stack.ended;
    throw error;
  }
}

async function businessNow(house: House): Promise<number> {
  const clock = (await (await fetch(`${house.address.app}/_local/clock`)).json()) as { now: string };
  return Date.parse(clock.now);
}
