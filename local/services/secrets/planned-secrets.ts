/** Makes the secrets that the template asks for, once, at first start. */
import { randomInt } from "node:crypto";
import * as z from "zod";
import type { SecretPlan } from "../../plan/plan.ts";
import { type Secrets, versionOf, withVersion } from "./secrets.ts";

const Generate = z.object({
  PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
  ExcludeCharacters: z.string().default(""),
  ExcludeLowercase: z.coerce.boolean().default(false),
  ExcludeUppercase: z.coerce.boolean().default(false),
  ExcludeNumbers: z.coerce.boolean().default(false),
  ExcludePunctuation: z.coerce.boolean().default(false),
  IncludeSpace: z.coerce.boolean().default(false),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});

/** Creates what is missing; a secret that exists keeps its value, as CloudFormation leaves it alone. */
export async function createPlannedSecrets(
  secrets: Secrets,
  planned: readonly SecretPlan[],
  now: number = Date.now(),
): Promise<void> {
  for (const plan of planned) {
    const existing = secrets.find(plan.name);
    if (existing && versionOf(existing)) continue;
    const empty = {
      name: plan.name,
      arn: plan.arn,
      ...(plan.keyArn ? { kmsKeyId: plan.keyArn } : {}),
      tags: [],
      createdAt: now,
      changedAt: now,
      versions: [],
    };
    const value = plan.value ?? (plan.generate ? generatedSecret(plan.generate) : undefined);
    await secrets.save(
      value === undefined ? empty : withVersion(existing ?? empty, { secretString: value }, now).secret,
    );
  }
}

/** CloudFormation's GenerateSecretString; throws ZodError when it is not one. */
export function generatedSecret(generate: Readonly<Record<string, unknown>>): string {
  const rules = Generate.parse(generate);
  const excluded = new Set(rules.ExcludeCharacters);
  const alphabet = [
    rules.ExcludeLowercase ? "" : "abcdefghijklmnopqrstuvwxyz",
    rules.ExcludeUppercase ? "" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    rules.ExcludeNumbers ? "" : "0123456789",
    rules.ExcludePunctuation ? "" : "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    rules.IncludeSpace ? " " : "",
  ]
    .join("")
    .split("")
    .filter((character) => !excluded.has(character));
  if (alphabet.length === 0) throw new Error("GenerateSecretString excludes every character");
  const password = Array.from(
    { length: rules.PasswordLength },
    () => alphabet[randomInt(alphabet.length)],
  ).join("");
  if (rules.SecretStringTemplate === undefined || rules.GenerateStringKey === undefined) return password;
  const template = JSON.parse(rules.SecretStringTemplate) as Record<string, unknown>;
  return JSON.stringify({ ...template, [rules.GenerateStringKey]: password });
}
