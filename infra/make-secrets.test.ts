import { createPrivateKey, createPublicKey, createSign, createVerify } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { SECRETS } from "../shared/names.ts";
import { stageNamed } from "./config.ts";
import { freshSecret, makeSecrets } from "./make-secrets.ts";

const Creation = z.object({ Name: z.string(), SecretString: z.string() });

/** The one operation of Secrets Manager that is used, over HTTP as AWS speaks it. */
async function secretsManager(): Promise<{ client: SecretsManagerClient; kept: Map<string, string> }> {
  const kept = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { Name, SecretString } = Creation.parse(JSON.parse(Buffer.concat(chunks).toString()));
    response.setHeader("content-type", "application/x-amz-json-1.1");
    if (kept.has(Name)) {
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: "ResourceExistsException", Message: "exists" }));
      return;
    }
    kept.set(Name, SecretString);
    response.end(JSON.stringify({ Name }));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const client = new SecretsManagerClient({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return { client, kept };
}

describe("the secrets of a stage", () => {
  it("are made once and never changed by a second run (CON-3)", async () => {
    const { client, kept } = await secretsManager();
    const first = await makeSecrets(client, stageNamed("dev"));
    const before = new Map(kept);
    const second = await makeSecrets(client, stageNamed("dev"));
    expect(first.map(({ made }) => made)).toEqual(Object.values(SECRETS).map(() => true));
    expect(second.map(({ made }) => made)).toEqual(Object.values(SECRETS).map(() => false));
    expect(kept).toEqual(before);
    expect([...kept.keys()]).toContain("invito/dev/address-pepper");
  });

  it("have 32 random bytes each, and differ", () => {
    const values = [SECRETS.addressPepper, SECRETS.sessionKey, SECRETS.pseudonymKey].map(freshSecret);
    for (const value of values) expect(Buffer.from(value, "base64")).toHaveLength(32);
    expect(new Set(values).size).toBe(3);
  });

  it("include a key pair that signs what the public half verifies", () => {
    const { privateKey, publicKey } = z
      .object({ privateKey: z.string(), publicKey: z.string() })
      .parse(JSON.parse(freshSecret(SECRETS.mediaSigning)));
    expect(createPrivateKey(privateKey).asymmetricKeyDetails?.modulusLength).toBe(2048);
    const signature = createSign("RSA-SHA1").update("policy").sign(privateKey);
    expect(createVerify("RSA-SHA1").update("policy").verify(createPublicKey(publicKey), signature)).toBe(
      true,
    );
    expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  });

  it("include a header value that needs no escaping", () => {
    expect(freshSecret(SECRETS.origin)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
