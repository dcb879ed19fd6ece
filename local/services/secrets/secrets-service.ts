/** The Secrets Manager API. */
import * as z from "zod";
import { AwsError, type AwsRequest, type AwsService, type NeededAction } from "../../runtime-ports.ts";
import { epochSeconds, jsonAnswer, parseBody, unknownOperation } from "../json-protocol.ts";
import { type Secret, type Secrets, secretArn, versionOf, withVersion } from "./secrets.ts";

const Value = { SecretString: z.string().optional(), SecretBinary: z.string().optional() };
const Id = z.object({ SecretId: z.string().min(1) });
const Create = z.object({
  Name: z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/),
  ClientRequestToken: z.string().optional(),
  Description: z.string().optional(),
  KmsKeyId: z.string().optional(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
  ...Value,
});
const Put = Id.extend({
  ClientRequestToken: z.string().optional(),
  VersionStages: z.array(z.string()).optional(),
  ...Value,
});
const Get = Id.extend({ VersionId: z.string().optional(), VersionStage: z.string().optional() });
const Delete = Id.extend({
  RecoveryWindowInDays: z.number().min(7).max(30).optional(),
  ForceDeleteWithoutRecovery: z.boolean().optional(),
});
const List = z.object({
  MaxResults: z.number().min(1).max(100).default(100),
  NextToken: z.string().optional(),
  Filters: z.array(z.object({ Key: z.string(), Values: z.array(z.string()) })).default([]),
});

/** Looks up one secret's value for `{{resolve:secretsmanager:ID:SecretString:KEY::}}` and for the runtime itself. */
export type SecretLookup = (id: string, jsonKey?: string) => string | undefined;

/** The current SecretString, or one key of it when it is JSON; undefined when there is no such secret or key. */
export function secretLookup(secrets: Secrets): SecretLookup {
  return (id, jsonKey) => {
    const secret = secrets.find(id);
    const text = secret && !secret.deletedAt ? versionOf(secret)?.secretString : undefined;
    if (text === undefined || !jsonKey) return text;
    try {
      const value: unknown = (JSON.parse(text) as Record<string, unknown>)[jsonKey];
      return value === undefined ? undefined : String(value);
    } catch {
      return undefined;
    }
  };
}

/** CreateSecret, PutSecretValue, GetSecretValue, DescribeSecret, ListSecrets and DeleteSecret. */
export function secretsService(deps: {
  readonly secrets: Secrets;
  readonly region: string;
  readonly account: string;
  /** @default Date.now */
  readonly now?: () => number;
}): AwsService {
  const { secrets } = deps;
  const now = deps.now ?? Date.now;
  const found = (id: string): Secret => {
    const secret = secrets.find(id);
    if (!secret)
      throw new AwsError(
        400,
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret.",
      );
    return secret;
  };
  const alive = (id: string): Secret => {
    const secret = found(id);
    if (secret.deletedAt)
      throw new AwsError(
        400,
        "InvalidRequestException",
        "You can't perform this operation on the secret because it was marked for deletion.",
      );
    return secret;
  };

  const operations: Readonly<Record<string, (request: AwsRequest) => unknown>> = {
    async CreateSecret(request) {
      const input = parseBody(Create, request);
      const existing = secrets.find(input.Name);
      if (existing)
        throw new AwsError(
          400,
          "ResourceExistsException",
          `The operation failed because the secret ${input.Name} already exists.`,
        );
      const empty: Secret = {
        name: input.Name,
        arn: secretArn(deps.region, deps.account, input.Name),
        ...(input.Description === undefined ? {} : { description: input.Description }),
        ...(input.KmsKeyId === undefined ? {} : { kmsKeyId: input.KmsKeyId }),
        tags: input.Tags,
        createdAt: now(),
        changedAt: now(),
        versions: [],
      };
      if (input.SecretString === undefined && input.SecretBinary === undefined) {
        await secrets.save(empty);
        return { ARN: empty.arn, Name: empty.name };
      }
      const made = withVersion(empty, valueFrom(input), now(), input.ClientRequestToken);
      await secrets.save(made.secret);
      return { ARN: empty.arn, Name: empty.name, VersionId: made.version.id };
    },
    async PutSecretValue(request) {
      const input = parseBody(Put, request);
      const made = withVersion(
        alive(input.SecretId),
        valueFrom(input),
        now(),
        input.ClientRequestToken,
        input.VersionStages,
      );
      await secrets.save(made.secret);
      return {
        ARN: made.secret.arn,
        Name: made.secret.name,
        VersionId: made.version.id,
        VersionStages: made.version.stages,
      };
    },
    GetSecretValue(request) {
      const input = parseBody(Get, request);
      const secret = alive(input.SecretId);
      const version = versionOf(secret, input.VersionId, input.VersionStage);
      if (!version)
        throw new AwsError(
          400,
          "ResourceNotFoundException",
          `Secrets Manager can't find the specified secret value for ${input.VersionId ? `VersionId: ${input.VersionId}` : `staging label: ${input.VersionStage ?? "AWSCURRENT"}`}`,
        );
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: version.id,
        SecretString: version.secretString,
        SecretBinary: version.secretBinary,
        VersionStages: version.stages,
        CreatedDate: epochSeconds(version.createdAt),
      };
    },
    DescribeSecret: (request) => description(found(parseBody(Id, request).SecretId)),
    ListSecrets(request) {
      const input = parseBody(List, request);
      const names = input.Filters.filter(({ Key }) => Key === "name").flatMap(({ Values }) => Values);
      const all = secrets
        .all()
        .filter(
          ({ deletedAt, name }) =>
            !deletedAt && (names.length === 0 || names.some((start) => name.startsWith(start))),
        );
      const from = Number(input.NextToken ?? 0);
      const next = from + input.MaxResults;
      return {
        SecretList: all.slice(from, next).map(description),
        ...(next < all.length ? { NextToken: String(next) } : {}),
      };
    },
    async DeleteSecret(request) {
      const input = parseBody(Delete, request);
      const secret = found(input.SecretId);
      const deletedAt =
        now() + (input.ForceDeleteWithoutRecovery ? 0 : (input.RecoveryWindowInDays ?? 30) * DAY_MS);
      if (input.ForceDeleteWithoutRecovery) await secrets.remove(secret.name);
      else await secrets.save({ ...secret, deletedAt });
      return { ARN: secret.arn, Name: secret.name, DeletionDate: epochSeconds(deletedAt) };
    },
  };

  return {
    signingName: "secretsmanager",
    needs: (request) => needed(request, secrets, deps),
    async handle(request) {
      const operation = operations[request.operation ?? ""];
      if (!operation) throw unknownOperation("secretsmanager", request.operation ?? request.method);
      return jsonAnswer(await operation(request), "application/x-amz-json-1.1");
    },
  };
}

const DAY_MS = 86_400_000;

function needed(
  request: AwsRequest,
  secrets: Secrets,
  deps: { readonly region: string; readonly account: string },
): readonly NeededAction[] {
  const operation = request.operation ?? "";
  const action = `secretsmanager:${operation}`;
  if (operation === "ListSecrets") return [{ action, resource: "*" }];
  const { SecretId, Name } = parseBody(
    z.looseObject({ SecretId: z.string().optional(), Name: z.string().optional() }),
    request,
  );
  const id = SecretId ?? Name ?? "";
  const secret = secrets.find(id);
  // AWS puts question marks for the six characters of a secret that does not exist.
  const unknown = id.startsWith("arn:")
    ? id
    : `arn:aws:secretsmanager:${deps.region}:${deps.account}:secret:${id}-??????`;
  const kms = secret?.kmsKeyId?.startsWith("arn:") ? KMS_BY_OPERATION[operation] : undefined;
  return [
    { action, resource: secret?.arn ?? unknown },
    ...(kms ?? []).map((keyAction) => ({ action: keyAction, resource: secret?.kmsKeyId ?? "*" })),
  ];
}

const KMS_BY_OPERATION: Readonly<Record<string, readonly string[]>> = {
  GetSecretValue: ["kms:Decrypt"],
  PutSecretValue: ["kms:GenerateDataKey", "kms:Decrypt"],
};

function valueFrom(input: { SecretString?: string | undefined; SecretBinary?: string | undefined }) {
  if ((input.SecretString === undefined) === (input.SecretBinary === undefined))
    throw new AwsError(
      400,
      "InvalidParameterException",
      "You must provide either SecretString or SecretBinary.",
    );
  return input.SecretString === undefined
    ? { secretBinary: input.SecretBinary ?? "" }
    : { secretString: input.SecretString };
}

function description(secret: Secret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    Tags: secret.tags,
    CreatedDate: epochSeconds(secret.createdAt),
    LastChangedDate: epochSeconds(secret.changedAt),
    DeletedDate: secret.deletedAt === undefined ? undefined : epochSeconds(secret.deletedAt),
    RotationEnabled: false,
    VersionIdsToStages: Object.fromEntries(
      secret.versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]),
    ),
  };
}
