import { generateKeyPairSync, randomBytes } from "node:crypto";
import {
  CreateSecretCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { SECRETS } from "../shared/names.ts";
import { chosenStage, type Stage } from "./config.ts";
import { operatorCommand } from "./operator-command.ts";

const KEY_BYTES = 32;
/** CloudFront verifies RSA signatures of exactly this size. */
const MODULUS_BITS = 2048;

type SecretName = (typeof SECRETS)[keyof typeof SECRETS];

/** A fresh value of a secret in the form that names.ts promises. */
export function freshSecret(name: SecretName): string {
  if (name === SECRETS.mediaSigning) {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", {
      modulusLength: MODULUS_BITS,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    return JSON.stringify({ privateKey, publicKey });
  }
  // Header values must survive HTTP, so this one has no +, / or =.
  return randomBytes(KEY_BYTES).toString(name === SECRETS.origin ? "base64url" : "base64");
}

/**
 * Creates the secrets of a stage that do not exist yet. An existing one is never touched: a new pepper would lose
 * every suppression (CON-3), a new signing key every open link.
 */
export async function makeSecrets(
  client: SecretsManagerClient,
  stage: Stage,
): Promise<readonly { readonly id: string; readonly made: boolean }[]> {
  const results: { id: string; made: boolean }[] = [];
  for (const name of Object.values(SECRETS)) {
    const id = `invito/${stage.name}/${name}`;
    try {
      await client.send(
        new CreateSecretCommand({
          Name: id,
          SecretString: freshSecret(name),
          Description: `Invito ${stage.name}`,
        }),
      );
      results.push({ id, made: true });
    } catch (error) {
      if (!(error instanceof ResourceExistsException)) throw error;
      results.push({ id, made: false });
    }
  }
  return results;
}

if (process.argv[1] === import.meta.filename) {
  await operatorCommand(async () => {
    const stage = chosenStage();
    const client = new SecretsManagerClient({ region: stage.region });
    for (const { id, made } of await makeSecrets(client, stage))
      console.log(`${made ? "made " : "kept "} ${id}`);
  });
}
