import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ClosableJournal, createJournal } from "../journal/journal.ts";
import type { FunctionPlan, PermissionPlan } from "../plan/plan.ts";
import type { Principal } from "../runtime-ports.ts";
import { createLambdaHost, type LambdaHost, type LambdaHostDeps } from "./lambda-host.ts";
import type { LogLine } from "./log-store.ts";

export const region = "eu-central-1";
export const account = "111122223333";
export const functionArn = (name: string): string => `arn:aws:lambda:${region}:${account}:function:${name}`;
export const developer: Principal = { kind: "developer", mayWrite: true };

/** What a test host saw. */
export interface Seen {
  readonly logs: LogLine[];
  readonly warnings: string[];
  readonly used: string[];
  readonly sent: { queueArn: string; body: string; attributes?: unknown; from?: Principal }[];
}

/** A Lambda host over functions written for one test, in a folder of its own. */
export class HostFixture {
  readonly dir = mkdtempSync(join(tmpdir(), "lambda-"));
  readonly seen: Seen = { logs: [], warnings: [], used: [], sent: [] };
  readonly functions: FunctionPlan[] = [];
  readonly permissions: PermissionPlan[] = [];
  offsetMs = 0;
  #host: LambdaHost | undefined;
  #journal: ClosableJournal | undefined;

  /** Plans a function; without a file name `code` is a CommonJS index.js. */
  add(
    name: string,
    code: string | Readonly<Record<string, string>>,
    rest: Partial<FunctionPlan> = {},
  ): string {
    const codeDir = join(this.dir, "code", name);
    for (const [file, text] of Object.entries(typeof code === "string" ? { "index.js": code } : code)) {
      mkdirSync(dirname(join(codeDir, file)), { recursive: true });
      writeFileSync(join(codeDir, file), text);
    }
    this.functions.push({
      stack: "Service",
      logicalId: `Fn${name}`,
      name,
      arn: functionArn(name),
      roleArn: `arn:aws:iam::${account}:role/${name}`,
      codeDir,
      handler: "index.handler",
      runtime: "nodejs24.x",
      memoryMb: 256,
      timeoutSeconds: 10,
      environment: {},
      asyncRetries: 2,
      ...rest,
    });
    return functionArn(name);
  }

  async start(rest: Partial<LambdaHostDeps> = {}): Promise<LambdaHost> {
    this.#journal = createJournal(join(this.dir, "journal"));
    this.#host = await createLambdaHost({
      plan: { functions: this.functions, permissions: this.permissions, region },
      journal: this.#journal,
      clock: { now: () => Date.now() + this.offsetMs, offsetMs: () => this.offsetMs },
      credentialsOf: (roleArn) => ({ accessKeyId: `AK${roleArn.split("/")[1]}`, secretAccessKey: "secret" }),
      endpoints: () => ({ AWS_ENDPOINT_URL: "http://127.0.0.1:1" }),
      log: (line) => this.seen.logs.push(line),
      usage: { record: (kind, id) => this.seen.used.push(`${kind} ${id}`) },
      authorizer: { check: () => undefined },
      sendToQueue: async (queueArn, body, attributes, from) => {
        this.seen.sent.push({
          queueArn,
          body,
          ...(attributes === undefined ? {} : { attributes }),
          ...(from === undefined ? {} : { from }),
        });
      },
      warn: (message) => this.seen.warnings.push(message),
      asyncRetryDelaysMs: [1],
      ...rest,
    });
    return this.#host;
  }

  /** Closes the host and its journal; a later start finds what was durable. */
  async stop(): Promise<void> {
    await this.#host?.close();
    await this.#journal?.close();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
