import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHouse } from "../../local/start/house.ts";
import { CDK_OUT, synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { runAftermath } from "./aftermath.ts";
import { connect } from "./house.ts";
import { runMainJob } from "./main-job.ts";
import { material } from "./material.ts";

/** `npm run demo`: the main job on a house of its own, every step with its evidence. */
const dataDir = mkdtempSync(join(tmpdir(), "invito-demo-"));
await synthesizeIfChanged();
const running = await startHouse(
  CDK_OUT,
  { port: 0, dataDir, fresh: true, empty: true, faults: false },
  (message) => console.error(`! ${message}`),
);
try {
  const tell = (step: string, evidence: string) => console.log(`${step.padEnd(22)} ${evidence}`);
  const house = connect(running.addresses);
  const job = await runMainJob(house, await material(dataDir), tell);
  await runAftermath(house, job, tell);
  await running.close();
  rmSync(dataDir, { recursive: true, force: true });
} catch (error) {
  // first: what is said after closing is said by nobody where closing does not come to an end
  console.error(error, `\nState and logs are kept in ${dataDir}`);
  process.exitCode = 1;
  await running.close();
}
