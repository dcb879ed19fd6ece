import type { NeededAction } from "../runtime-ports.ts";

/** A service that uses a customer-managed key on behalf of its caller. */
export type KeyUser = "dynamodb" | "s3" | "sqs" | "secretsmanager";

/**
 * What the caller must be allowed on a key when a service reads or writes data that the key protects.
 * - DynamoDB asks for `kms:Decrypt` for reads and writes alike: it unwraps the table's own key.
 * - S3, SQS and Secrets Manager ask for `kms:GenerateDataKey` to write and `kms:Decrypt` to read; sending to a queue
 *   also decrypts, because the data key is reused.
 * `kms:ViaService` tells the key's policy which service asks.
 */
export function keyAccess(
  keyArn: string,
  service: KeyUser,
  use: "read" | "write",
  region: string,
): NeededAction[] {
  const context = { "kms:ViaService": `${service}.${region}.amazonaws.com` };
  const need = (action: string): NeededAction => ({ action, resource: keyArn, context });
  if (service === "dynamodb" || use === "read") return [need("kms:Decrypt")];
  return service === "sqs"
    ? [need("kms:GenerateDataKey"), need("kms:Decrypt")]
    : [need("kms:GenerateDataKey")];
}

/** Handing a role to a service, as `CreateJob` of MediaConvert does, needs `iam:PassRole` on that role. */
export function passRole(roleArn: string, service: string): NeededAction {
  return { action: "iam:PassRole", resource: roleArn, context: { "iam:PassedToService": service } };
}
