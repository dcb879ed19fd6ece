/** Secrets Manager: secrets with versions in one private file. */
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { AwsError } from "../../runtime-ports.ts";
import { readPrivate, writePrivate } from "../private-file.ts";

export interface SecretVersion {
  readonly id: string;
  readonly secretString?: string;
  /** base64 */
  readonly secretBinary?: string;
  readonly stages: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}
export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly kmsKeyId?: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly createdAt: number;
  readonly changedAt: number;
  /** Set while deletion is scheduled. */
  readonly deletedAt?: number;
  /** Newest last. */
  readonly versions: readonly SecretVersion[];
}

export type SecretValue = Pick<SecretVersion, "secretString" | "secretBinary">;

export interface Secrets {
  /** By name, full ARN, or ARN without its six characters; undefined when there is none. */
  find(id: string): Secret | undefined;
  all(): readonly Secret[];
  /** Adds or replaces; resolves when durable. */
  save(secret: Secret): Promise<void>;
  remove(name: string): Promise<void>;
}

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

/** Opens `secrets.json` (0600) under the folder. */
export async function openSecrets(dir: string): Promise<Secrets> {
  const path = join(dir, "secrets.json");
  const stored = JSON.parse((await readPrivate(path)) ?? "[]") as readonly Secret[];
  const byName = new Map(stored.map((secret) => [secret.name, secret]));
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    const text = JSON.stringify([...byName.values()], undefined, 1);
    writing = writing.catch(() => {}).then(() => writePrivate(path, text));
    return writing;
  };
  return {
    find: (id) =>
      byName.get(id) ??
      [...byName.values()].find(
        ({ arn }) => arn === id || (id.startsWith("arn:") && arn.slice(0, -7) === id),
      ),
    all: () => [...byName.values()],
    save(secret) {
      byName.set(secret.name, secret);
      return write();
    },
    remove(name) {
      byName.delete(name);
      return write();
    },
  };
}

/** A secret's ARN with six random characters, as AWS makes it once at creation. */
export function secretArn(region: string, account: string, name: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const suffix = [...randomBytes(6)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix}`;
}

/**
 * The secret with a further version that takes AWSCURRENT; the last current one becomes AWSPREVIOUS. The same token
 * with the same value changes nothing; with another value it throws ResourceExistsException.
 */
export function withVersion(
  secret: Secret,
  value: SecretValue,
  now: number,
  token: string = randomUUID(),
  stages: readonly string[] = [CURRENT],
): { readonly secret: Secret; readonly version: SecretVersion } {
  const same = secret.versions.find(({ id }) => id === token);
  if (same) {
    if (same.secretString === value.secretString && same.secretBinary === value.secretBinary)
      return { secret, version: same };
    throw new AwsError(400, "ResourceExistsException", `The version ${token} exists with another value.`);
  }
  const version: SecretVersion = { id: token, ...value, stages, createdAt: now };
  const current = stages.includes(CURRENT);
  const earlier = secret.versions.map((other) => {
    const wasCurrent = current && other.stages.includes(CURRENT);
    const left = other.stages.filter((stage) => !stages.includes(stage) && !(current && stage === PREVIOUS));
    return { ...other, stages: wasCurrent ? [...left, PREVIOUS] : left };
  });
  return { secret: { ...secret, changedAt: now, versions: [...earlier, version] }, version };
}

/** The version that is asked for by id or stage (AWSCURRENT by default). */
export function versionOf(secret: Secret, versionId?: string, stage?: string): SecretVersion | undefined {
  if (versionId) return secret.versions.find(({ id }) => id === versionId);
  return secret.versions.find(({ stages }) => stages.includes(stage ?? CURRENT));
}
