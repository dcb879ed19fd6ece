import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";

/** How `npm start` was asked to run. */
export interface StartOptions {
  /** App site; the HCP site is the next port, the AWS endpoint the one after. 0 takes three free ports. */
  readonly port: number;
  /** Folder that holds all state. */
  readonly dataDir: string;
  /** Forget the state of earlier runs. */
  readonly fresh: boolean;
  /** Load no demo data. */
  readonly empty: boolean;
  /** Business time to start at; real time when absent. */
  readonly at?: string;
  /** Inject what goes wrong on AWS now and then (LOCAL_FAULTS=1). */
  readonly faults: boolean;
  /** JSON-lines file that collects which grants, routes, mappings and rules were used (LOCAL_USAGE_FILE). */
  readonly usageFile?: string;
  /** Execution environments that stay warm; 32 when absent. Each takes about ten megabytes and saves a cold start. */
  readonly warm?: number;
  /** An emulator that already runs (DYNAMODB_ENDPOINT). */
  readonly dynamodbEndpoint?: string;
}

export const USAGE = `npm start -- [options]

  --data DIR     keep state in DIR (default .invito)
  --fresh        start over: removes the state in DIR
  --empty        load no demo data
  --at INSTANT   start business time at this instant, e.g. 2026-11-24T09:00:00Z
  --help         print this

  PORT               app site (default 4000); HCP site PORT+1; AWS endpoint PORT+2
  DYNAMODB_ENDPOINT  use a running DynamoDB Local instead of the bundled engine
  LOCAL_FAULTS=1     inject transaction conflicts, index lag, lost answers and rotating shards`;

/** A day is its first instant in UTC; `Date.parse` alone takes "5" for a day of 2001. */
const Instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** Whether the caller only asks what may be asked. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}

/**
 * Reads command line and environment.
 * @throws Error naming the option and what it takes
 */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: "string", default: ".invito" },
      fresh: { type: "boolean", default: false },
      empty: { type: "boolean", default: false },
      at: { type: "string" },
    },
  });
  const port = Number(environment["PORT"] || 4000);
  if (!Number.isInteger(port) || port < 0 || port > 65_533)
    throw new Error("PORT must be a whole number up to 65533");
  if (values.at !== undefined && !Instant.safeParse(values.at).success) {
    throw new Error("--at takes an instant such as 2026-11-24T09:00:00Z");
  }
  const usageFile = environment["LOCAL_USAGE_FILE"];
  const dynamodbEndpoint = environment["DYNAMODB_ENDPOINT"];
  return {
    port,
    dataDir: resolve(values.data),
    fresh: values.fresh,
    empty: values.empty,
    faults: environment["LOCAL_FAULTS"] === "1",
    ...(values.at === undefined ? {} : { at: values.at }),
    ...(usageFile === undefined || usageFile === "" ? {} : { usageFile }),
    ...(dynamodbEndpoint === undefined || dynamodbEndpoint === "" ? {} : { dynamodbEndpoint }),
  };
}
