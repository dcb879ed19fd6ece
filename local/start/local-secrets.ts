import type { IssuedCredentials } from "../gateway/credentials.ts";
import { createGateway } from "../gateway/gateway.ts";
import { resolveDynamicReferences } from "../plan/dynamic-references.ts";
import type { Plan } from "../plan/plan.ts";
import type { Authorizer } from "../runtime-ports.ts";
import type { Secrets } from "../services/secrets/secrets.ts";
import { secretLookup, secretsService } from "../services/secrets/secrets-service.ts";
import { runScript } from "./synthesis.ts";

/** Every text of the plan that refers to a secret. */
function references(plan: Plan): string[] {
  const environments = plan.functions.flatMap((fn) => Object.values(fn.environment));
  const headers = plan.distributions.flatMap((one) =>
    one.origins.flatMap((origin) => Object.values(origin.customHeaders)),
  );
  const texts = [...environments, ...headers, ...plan.publicKeys.map((key) => key.encodedKey)];
  return texts.filter((text) => text.includes("{{resolve:"));
}

/**
 * Makes the secrets that the template expects to exist, with the command that a deploying team runs
 * (`npm run make-secrets`), against this runtime's own Secrets Manager. Existing ones stay.
 */
export async function ensureSecrets(
  plan: Plan,
  secrets: Secrets,
  credentials: IssuedCredentials,
  authorizer: Authorizer,
): Promise<void> {
  const resolve = secretResolver(secrets);
  if (references(plan).every((text) => resolve(text) !== undefined)) return;
  const gateway = createGateway({
    services: [secretsService({ secrets, region: plan.region, account: plan.account })],
    s3: async (_, response) => void response.writeHead(503).end(),
    bucketNames: [],
    authorizer,
    credentials,
  });
  const { url } = await gateway.listen(0);
  try {
    await runScript("infra/make-secrets.ts", {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: plan.region,
      AWS_ACCESS_KEY_ID: credentials.developer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.developer.secretAccessKey,
    });
  } finally {
    await gateway.close();
  }
}

/** Replaces references to secrets in a text; undefined while one of them does not exist. */
export function secretResolver(secrets: Secrets): (text: string) => string | undefined {
  const lookup = secretLookup(secrets);
  return (text) => {
    let missing = false;
    const resolved = resolveDynamicReferences(text, ({ id, jsonKey }) => {
      const value = lookup(id, jsonKey);
      missing ||= value === undefined;
      return value ?? "";
    });
    return missing ? undefined : resolved;
  };
}

/**
 * The plan as CloudFormation deploys it: functions' environments and origins' headers with their secrets.
 * @throws Error naming the resource whose secret does not exist
 */
export function withSecrets(plan: Plan, resolve: (text: string) => string | undefined): Plan {
  const value = (place: string, text: string) => {
    const resolved = resolve(text);
    if (resolved === undefined) throw new Error(`${place} refers to a secret that does not exist`);
    return resolved;
  };
  const values = (place: string, texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, value(`${place} ${name}`, text)]));
  return {
    ...plan,
    functions: plan.functions.map((fn) => ({
      ...fn,
      environment: values(`${fn.stack}/${fn.logicalId}`, fn.environment),
    })),
    distributions: plan.distributions.map((one) => ({
      ...one,
      origins: one.origins.map((origin) => ({
        ...origin,
        customHeaders: values(`${one.stack}/${one.logicalId}`, origin.customHeaders),
      })),
    })),
  };
}
