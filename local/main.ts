import { existsSync } from "node:fs";
import { join } from "node:path";
import { getsDemoData } from "./seed/demo-data.ts";
import { demoUsers } from "./seed/demo-users.ts";
import { startHouse } from "./start/house.ts";
import { asksForHelp, readOptions, USAGE } from "./start/options.ts";
import { CDK_OUT, synthesizeIfChanged } from "./start/synthesis.ts";

// functions run in UTC, and a worker thread cannot have a time zone of its own
process.env["TZ"] = "UTC";

const warn = (message: string) => console.error(`! ${message}`);

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (asksForHelp(args)) return console.log(USAGE);
  const options = readOptions(args, process.env);
  if (!existsSync(CDK_OUT)) console.log("Synthesizing the template for the first time …");
  if (await synthesizeIfChanged()) console.log("The template was synthesized.");
  if (getsDemoData(options)) console.log("Loading the demo data: two weeks in about half a minute …");

  const starting = startHouse(CDK_OUT, options, warn);
  let ending = false;
  const end = async () => {
    // a second Ctrl-C does not wait for what hangs
    if (ending) process.exit(130);
    ending = true;
    console.log("\nStopping …");
    // during the start there is something to close only after it
    const started = await starting.catch(() => undefined);
    await started?.close();
    process.exit(started === undefined ? 1 : 0);
  };
  // Ctrl-C, a supervisor, a terminal that is closed
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
  const house = await starting;
  if (ending) return;

  const { app, hcp, aws } = house.addresses;
  const people = demoUsers().map((user) => `${user.username} (${user.groups.join(", ")})`);
  console.log(
    `Invito is ready: app ${app} · HCP site ${hcp} · AWS endpoint ${aws} · demo users ${people.join(", ")}`,
  );
  console.log(
    `  inbox ${app}/_local/inbox · state ${options.dataDir} · logs ${join(options.dataDir, "logs")} · Ctrl-C stops`,
  );
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))
    console.error(`\n${USAGE}`);
  process.exitCode = 1;
});
