import { parseArgs } from "node:util";
import { synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { runKillNine } from "./kill-run.ts";

/** `npm run kill-test -- --moments 30 --seed 7`: nothing acknowledged is lost, nothing is sent twice. */
const { values } = parseArgs({
  options: { moments: { type: "string", default: "30" }, seed: { type: "string", default: "1" } },
});
const [moments, seed] = [Number(values.moments), Number(values.seed)];
await synthesizeIfChanged();
const { losses, messages, audit } = await runKillNine({
  moments,
  seed,
  clients: 24,
  mostRequests: 120,
  tell: console.log,
});
console.log(
  `${moments} moments, seed ${seed}: messages ${JSON.stringify(messages)}; ${audit} verified; ${losses.length} losses`,
);
for (const loss of losses) console.log(`LOSS ${loss}`);
process.exitCode = losses.length === 0 ? 0 : 1;
