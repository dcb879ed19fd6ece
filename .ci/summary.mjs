// Prints one plain closing line over the result files of all runs; fails when one is missing a passed test.
import { existsSync, readFileSync } from "node:fs";

const runs = process.argv
  .slice(2)
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, "utf8")));
const sum = (field) => runs.reduce((total, run) => total + run[field], 0);
const [passed, failed, skipped] = [sum("numPassedTests"), sum("numFailedTests"), sum("numPendingTests")];
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (runs.length === 0 || passed === 0 || failed > 0) process.exitCode = 1;
