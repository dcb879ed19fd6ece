/** `npm run burst`: ten thousand messages in one minute, with the figures as JSON; ends with 1 where one is not as it must be. */
import { burst } from "./burst.ts";

const PEOPLE = Number(process.argv[2] ?? 10_000);
const WITHDRAWALS = 100;
/** What live heap may grow by between the first tenth and the end, in megabytes. */
const FLAT_MB = 24;

const started = performance.now();
const result = await burst(PEOPLE, WITHDRAWALS);
const [early, late] = result.heapMb;
const held =
  result.states.sent === PEOPLE - WITHDRAWALS &&
  result.states.denied === WITHDRAWALS &&
  result.acceptedTwice === 0 &&
  result.refusedTwice === 0 &&
  result.leftAfterWithdrawal === 0 &&
  result.peakPerSecond <= 50 &&
  late - early <= FLAT_MB;
const realSeconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`${JSON.stringify({ ...result, realSeconds, held }, null, 2)}\n`);
process.exitCode = held ? 0 : 1;
