import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Reads a secret's text once per execution environment; a failed read is tried again on the next call. */
export type SecretReader = (secretId: string) => Promise<string>;

/** Reads secrets from Secrets Manager and keeps them in memory for the life of the function. */
export function openSecrets(client: SecretsManagerClient = new SecretsManagerClient({})): SecretReader {
  const known = new Map<string, Promise<string>>();
  return (secretId) => {
    const cached = known.get(secretId);
    if (cached !== undefined) return cached;
    const reading = client.send(new GetSecretValueCommand({ SecretId: secretId })).then((secret) => {
      if (secret.SecretString === undefined) throw new Error(`secret ${secretId} has no text`);
      return secret.SecretString;
    });
    known.set(secretId, reading);
    reading.catch(() => known.delete(secretId));
    return reading;
  };
}
