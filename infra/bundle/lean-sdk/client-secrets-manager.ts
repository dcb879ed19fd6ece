import { type ClientOptions, jsonClient } from "./json-client.ts";

/** Takes the place of `@aws-sdk/client-secrets-manager` in Lambda bundles; see the decision on lean bundles. */
export class SecretsManagerClient {
  readonly #call: ReturnType<typeof jsonClient>;

  constructor(options: ClientOptions = {}) {
    const service = {
      name: "secretsmanager",
      target: "secretsmanager",
      version: "1.1",
      endpointVariable: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
      maxAttempts: 3,
    } as const;
    this.#call = jsonClient(service, options, () => undefined);
  }

  send(command: GetSecretValueCommand): Promise<Record<string, unknown>> {
    return this.#call("GetSecretValue", JSON.stringify(command.input));
  }
}

export class GetSecretValueCommand {
  constructor(readonly input: { readonly SecretId: string }) {}
}
