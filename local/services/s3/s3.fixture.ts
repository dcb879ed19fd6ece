import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { BucketPlan } from "../../plan/plan.ts";
import {
  type Authorizer,
  AwsError,
  type BusEvent,
  type NeededAction,
  type Principal,
} from "../../runtime-ports.ts";
import { createS3, type S3 } from "./s3.ts";

/** Access keys the tests' S3 has issued. */
export const keys = { role: "AKIAROLE", developer: "AKIADEVELOPER" } as const;
const secret = "a-secret/with+characters";

/** A bucket as a template without any option makes it. */
export function bucketPlan(name: string, options: Partial<BucketPlan> = {}): BucketPlan {
  return {
    stack: "test",
    logicalId: name,
    name,
    arn: `arn:aws:s3:::${name}`,
    eventBridge: false,
    cors: [],
    versioned: false,
    objectLock: false,
    ...options,
  };
}

/** What the role may not do in a test, and what it was asked to do. */
interface RecordingAuthorizer extends Authorizer {
  readonly seen: { principal: Principal; needed: NeededAction }[];
  deny: (needed: NeededAction) => boolean;
}

function recordingAuthorizer(): RecordingAuthorizer {
  const authorizer: RecordingAuthorizer = {
    seen: [],
    deny: () => false,
    check(principal, needed) {
      for (const one of needed) {
        authorizer.seen.push({ principal, needed: one });
        const refused = principal.kind === "anonymous" || authorizer.deny(one);
        if (refused)
          throw new AwsError(403, "AccessDeniedException", `not authorized to perform: ${one.action}`);
      }
    },
  };
  return authorizer;
}

export interface RunningS3 {
  readonly s3: S3;
  readonly endpoint: string;
  readonly authorizer: RecordingAuthorizer;
  readonly events: BusEvent[];
  readonly dir: string;
  client(options?: S3ClientConfig): S3Client;
  /** Ends this run and starts another on the same folder. */
  restart(): Promise<RunningS3>;
  close(): Promise<void>;
}

/** S3 over real HTTP on a folder of its own; `emit` replaces the bus. */
export async function startS3(
  buckets: readonly BucketPlan[],
  options: { dir?: string; emit?: (event: BusEvent) => Promise<void> } = {},
): Promise<RunningS3> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), "s3-")));
  const authorizer = recordingAuthorizer();
  const events: BusEvent[] = [];
  const principals: Readonly<Record<string, Principal>> = {
    [keys.role]: { kind: "role", roleArn: "arn:aws:iam::111111111111:role/writer", accessKeyId: keys.role },
    [keys.developer]: { kind: "developer", mayWrite: true },
  };
  const s3 = await createS3({
    plan: { buckets, region: "us-east-1", account: "111111111111" },
    dir,
    credentials: {
      find(accessKeyId) {
        const principal = principals[accessKeyId];
        return principal && { secretAccessKey: secret, principal };
      },
    },
    authorizer,
    emit: options.emit ?? (async (event) => void events.push(event)),
  });
  const server = createServer((request, response) => void s3.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: S3Client[] = [];

  async function stop(): Promise<void> {
    for (const client of clients) client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await s3.close();
  }
  return {
    s3,
    endpoint,
    authorizer,
    events,
    dir,
    client(config = {}) {
      const client = new S3Client({
        endpoint,
        region: "us-east-1",
        forcePathStyle: true,
        maxAttempts: 1,
        credentials: { accessKeyId: keys.role, secretAccessKey: secret },
        ...config,
      });
      clients.push(client);
      return client;
    },
    async restart() {
      await stop();
      return startS3(buckets, { ...options, dir });
    },
    async close() {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Name and HTTP status of the error that `work` fails with. */
export async function failure(
  work: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string }> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error("expected a failure");
  const metadata = "$metadata" in error ? (error.$metadata as { httpStatusCode?: number }) : {};
  return { name: error.name, status: metadata.httpStatusCode, message: error.message };
}

/** `POST`s the fields of a presigned form with a file, as a browser does. */
export async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  file: string,
  name = "file.txt",
): Promise<Response> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append("file", new Blob([file], { type: "text/plain" }), name);
  return fetch(url, { method: "POST", body: form, redirect: "manual" });
}
