/*
 * One cold start: a fresh process loads a bundle and calls its handler twice. Prints milliseconds since its parent
 * started it, and the memory in use. Plain CommonJS, because a loader would be measured too.
 *   node one-start.fixture.cjs <bundle> <event.json>
 */
const { readFileSync } = require("node:fs");
const [, , bundle, eventFile] = process.argv;
const event = JSON.parse(readFileSync(eventFile, "utf8"));
const startedAt = BigInt(process.env.STARTED_AT);
const sinceStart = () => Number(process.hrtime.bigint() - startedAt) / 1e6;
const context = { awsRequestId: "bench", functionName: "bench", getRemainingTimeInMillis: () => 10_000 };

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function main() {
  const { handler } = require(bundle);
  const ready = sinceStart();
  const readyCpu = cpuMs();
  const answer = await handler(event, context);
  const first = sinceStart();
  const firstCpu = cpuMs();
  await handler(event, context);
  const second = sinceStart() - first;
  const rssMb = process.memoryUsage.rss() / 2 ** 20;
  const status = answer?.statusCode ?? 200;
  const told = { ready, first, second, readyCpu, firstCpu, rssMb, status };
  // kept-alive connections would hold the process open
  process.stdout.write(JSON.stringify(told), () => process.exit(0));
}
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
