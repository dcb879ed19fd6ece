import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serve } from "../serve.fixture.ts";
import { createPlannedSecrets, generatedSecret } from "./planned-secrets.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import { secretLookup, secretsService } from "./secrets-service.ts";

const place = { region: "eu-west-1", account: "123456789012" };
let dir: string;
let secrets: Secrets;
let client: SecretsManagerClient;
let close: () => Promise<void>;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "secrets-"));
  secrets = await openSecrets(dir);
  const server = await serve(secretsService({ secrets, ...place }));
  close = server.close;
  client = new SecretsManagerClient({
    region: place.region,
    endpoint: server.endpoint,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await close();
  await rm(dir, { recursive: true });
});

test("a secret's ARN is its name and six characters, and every form of its id finds it", async () => {
  const { ARN } = await client.send(new CreateSecretCommand({ Name: "app/origin", SecretString: "one" }));
  expect(ARN).toMatch(/^arn:aws:secretsmanager:eu-west-1:123456789012:secret:app\/origin-[A-Za-z0-9]{6}$/);
  for (const SecretId of ["app/origin", ARN, ARN?.slice(0, -7)])
    expect((await client.send(new GetSecretValueCommand({ SecretId }))).SecretString).toBe("one");
});

test("a new value is current, the one before it previous", async () => {
  await client.send(new CreateSecretCommand({ Name: "s", SecretString: "one" }));
  await client.send(new PutSecretValueCommand({ SecretId: "s", SecretString: "two" }));
  await client.send(new PutSecretValueCommand({ SecretId: "s", SecretString: "three" }));
  const read = async (VersionStage?: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId: "s", VersionStage }))).SecretString;
  expect([await read(), await read("AWSPREVIOUS")]).toEqual(["three", "two"]);
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: "s" }));
  expect(
    Object.values(VersionIdsToStages ?? {})
      .flat()
      .sort(),
  ).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
});

test("the same token again changes nothing; with another value it is refused", async () => {
  await client.send(new CreateSecretCommand({ Name: "s", SecretString: "one" }));
  const put = (SecretString: string) =>
    client.send(
      new PutSecretValueCommand({ SecretId: "s", SecretString, ClientRequestToken: "t".repeat(32) }),
    );
  const first = await put("two");
  expect((await put("two")).VersionId).toBe(first.VersionId);
  await expect(put("three")).rejects.toMatchObject({ name: "ResourceExistsException" });
});

test("binary values come back as they were", async () => {
  const SecretBinary = new Uint8Array([0, 255, 7]);
  await client.send(new CreateSecretCommand({ Name: "b", SecretBinary }));
  const { SecretBinary: read } = await client.send(new GetSecretValueCommand({ SecretId: "b" }));
  expect([...(read ?? [])]).toEqual([0, 255, 7]);
});

test("unknown and deleted secrets are refused with AWS's errors, and lists leave them out", async () => {
  const get = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));
  await expect(get("none")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await client.send(new CreateSecretCommand({ Name: "a", SecretString: "1" }));
  await client.send(new CreateSecretCommand({ Name: "b", SecretString: "1" }));
  await client.send(new DeleteSecretCommand({ SecretId: "a" }));
  await expect(get("a")).rejects.toMatchObject({ name: "InvalidRequestException" });
  const { SecretList } = await client.send(new ListSecretsCommand({}));
  expect(SecretList?.map(({ Name }) => Name)).toEqual(["b"]);
  await client.send(new DeleteSecretCommand({ SecretId: "b", ForceDeleteWithoutRecovery: true }));
  await expect(get("b")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("the file is private and is read again after a restart", async () => {
  await client.send(new CreateSecretCommand({ Name: "s", SecretString: '{"key":"pem"}' }));
  expect((await stat(join(dir, "secrets.json"))).mode & 0o777).toBe(0o600);
  const lookup = secretLookup(await openSecrets(dir));
  expect([lookup("s", "key"), lookup("s", "other"), lookup("none")]).toEqual(["pem", undefined, undefined]);
});

test("planned secrets are made once and keep their value", async () => {
  const plan = {
    stack: "Service",
    logicalId: "OriginSecret",
    name: "origin",
    arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:origin-AbCdEf",
    generate: { PasswordLength: 40, ExcludePunctuation: true },
  };
  await createPlannedSecrets(secrets, [plan]);
  const made = secretLookup(secrets)("origin");
  await createPlannedSecrets(secrets, [plan]);
  expect(secretLookup(secrets)(plan.arn)).toBe(made);
  expect(made).toMatch(/^[A-Za-z0-9]{40}$/);
});

test("a generated secret obeys its length and exclusions, inside its template when there is one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.string({ maxLength: 20 }),
      (PasswordLength, ExcludeCharacters) => {
        const text = generatedSecret({ PasswordLength, ExcludeCharacters });
        expect(text.length).toBe(PasswordLength);
        for (const character of ExcludeCharacters) expect(text).not.toContain(character);
      },
    ),
  );
  const inside = JSON.parse(
    generatedSecret({ SecretStringTemplate: '{"user":"a"}', GenerateStringKey: "password" }),
  );
  expect(inside).toEqual({ user: "a", password: expect.stringMatching(/^.{32}$/) });
});

test("a caller needs its action on the secret's full ARN", async () => {
  await client.send(new CreateSecretCommand({ Name: "s", SecretString: "1" }));
  const service = secretsService({ secrets, ...place });
  const request = (SecretId: string) => ({
    service: "secretsmanager",
    method: "POST",
    url: new URL("http://x/"),
    headers: {},
    operation: "GetSecretValue",
    body: Buffer.from(JSON.stringify({ SecretId })),
    principal: { kind: "anonymous" } as const,
  });
  expect(service.needs(request("s"))).toEqual([
    { action: "secretsmanager:GetSecretValue", resource: secrets.find("s")?.arn },
  ]);
  expect(service.needs(request("t"))[0]?.resource).toBe(
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:t-??????",
  );
});
