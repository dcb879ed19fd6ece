import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { stableId, UPPER } from "../plan/physical-names.ts";
import type { Plan, RolePlan } from "../plan/plan.ts";
import type { Credentials, Principal } from "../runtime-ports.ts";

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The keys of one data directory. */
export interface IssuedCredentials extends Credentials {
  /** The key that a function with this role signs with. @throws for a role outside the plan */
  forRole(roleArn: string): AccessKey;
  /** The key of the person at the keyboard: it may do everything. */
  readonly developer: AccessKey;
}

const FILE = "credentials.json";
const OWNER_ONLY = 0o600;
const SECRET_BYTES = 30;
export const DEVELOPER_KEY_ID = "local-developer";

const secretsSchema = z.record(z.string(), z.string());

/** `LKIA`, the role's logical id for people, and six characters that tell two stacks apart. */
function accessKeyId({ logicalId, arn }: RolePlan): string {
  return `LKIA${logicalId
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 60)}${stableId(arn, 6, UPPER)}`;
}

function load(file: string): Record<string, string> {
  return existsSync(file) ? secretsSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
}

function save(file: string, secrets: Record<string, string>): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, `${JSON.stringify(secrets, null, 2)}\n`, { mode: OWNER_ONLY });
  chmodSync(temporary, OWNER_ONLY);
  renameSync(temporary, file);
}

/**
 * Issues one access key per role and the developer's. Secrets are random, made once and kept in the data directory
 * for its owner only, so that presigned URLs stay valid over a restart.
 */
export function issueCredentials(plan: Plan, dataDir: string): IssuedCredentials {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, FILE);
  const secrets = load(file);
  const known = new Map<string, { readonly secretAccessKey: string; readonly principal: Principal }>();
  const byRole = new Map<string, AccessKey>();
  const issue = (id: string, principal: Principal): AccessKey => {
    secrets[id] ??= randomBytes(SECRET_BYTES).toString("base64");
    const key = { accessKeyId: id, secretAccessKey: secrets[id] };
    known.set(id, { secretAccessKey: key.secretAccessKey, principal });
    return key;
  };
  const developer = issue(DEVELOPER_KEY_ID, { kind: "developer", mayWrite: true });
  for (const role of plan.roles) {
    const id = accessKeyId(role);
    byRole.set(role.arn, issue(id, { kind: "role", roleArn: role.arn, accessKeyId: id }));
  }
  save(file, secrets);
  return {
    developer,
    find: (id) => known.get(id),
    forRole(roleArn) {
      const key = byRole.get(roleArn);
      if (key === undefined) throw new Error(`the role ${roleArn} is not part of this plan`);
      return key;
    },
  };
}
