import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAuthorizer } from "../iam/authorizer.ts";
import type { Plan } from "../plan/plan.ts";
import { EMPTY_PLAN } from "../plan/read-plan.ts";
import { AwsError, type AwsRequest, type AwsService } from "../runtime-ports.ts";
import { type IssuedCredentials, issueCredentials } from "./credentials.ts";
import { createGateway, type Gateway } from "./gateway.ts";
import { createSts } from "./sts.ts";

const TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/t";
const ROLE = "arn:aws:iam::000000000000:role/fn";
const plan: Plan = {
  ...EMPTY_PLAN,
  roles: [
    {
      stack: "service",
      logicalId: "FnRole",
      name: "fn",
      arn: ROLE,
      trust: { Statement: [] },
      policies: [
        {
          from: "P",
          document: { Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: TABLE }] },
        },
      ],
    },
  ],
};

/** A service that answers every request with `reply` and remembers it. */
function recording(
  signingName: string,
  reply: (request: AwsRequest) => unknown,
): AwsService & { seen: AwsRequest[] } {
  const seen: AwsRequest[] = [];
  return {
    signingName,
    seen,
    needs: (request) =>
      signingName === "dynamodb" ? [{ action: `dynamodb:${request.operation}`, resource: TABLE }] : [],
    handle(request) {
      seen.push(request);
      return Promise.resolve({ status: 200, body: JSON.stringify(reply(request)) });
    },
  };
}

let dataDir = "";
let gateway: Gateway;
let url = "";
let credentials: IssuedCredentials;
let failures: unknown[] = [];
const dynamodb = recording("dynamodb", () => ({}));
const sqs = recording("sqs", () => {
  throw new AwsError(400, "QueueDoesNotExist", "The specified queue does not exist.");
});
const ses = recording("ses", (request) => {
  if (request.url.pathname.includes("broken")) throw new Error("a defect");
  throw new AwsError(404, "NotFoundException", "No such identity.");
});

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "gateway-"));
  failures = [];
  dynamodb.seen.length = 0;
  credentials = issueCredentials(plan, dataDir);
  gateway = createGateway({
    services: [dynamodb, sqs, ses, createSts(plan)],
    s3: (request, response) => {
      response.writeHead(299).end(`s3 ${request.method} ${request.url}`);
      return Promise.resolve();
    },
    bucketNames: ["media"],
    authorizer: createAuthorizer(plan),
    credentials,
    onFailure: (error) => failures.push(error),
  });
  ({ url } = await gateway.listen(0));
});
afterEach(async () => {
  await gateway.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const settings = (key: { accessKeyId: string; secretAccessKey: string }) => ({
  endpoint: url,
  region: "us-east-1",
  credentials: key,
  maxAttempts: 1,
});
const get = new GetItemCommand({ TableName: "t", Key: { pk: { S: "ä b/c" } } });
const put = new PutItemCommand({ TableName: "t", Item: { pk: { S: "a" } } });

describe("a signed request", () => {
  test("reaches its service as the role that signed it", async () => {
    await new DynamoDBClient(settings(credentials.forRole(ROLE))).send(get);
    expect(dynamodb.seen[0]).toMatchObject({
      operation: "GetItem",
      service: "dynamodb",
      principal: { kind: "role", roleArn: ROLE },
    });
    expect(JSON.parse(dynamodb.seen[0]?.body.toString() ?? "")).toMatchObject({ TableName: "t" });
  });

  test("with a wrong secret is refused", async () => {
    const forged = { ...credentials.forRole(ROLE), secretAccessKey: "guessed" };
    await expect(new DynamoDBClient(settings(forged)).send(get)).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
    expect(dynamodb.seen).toEqual([]);
  });

  test("whose body was changed on the way is refused", async () => {
    const client = new DynamoDBClient(settings(credentials.forRole(ROLE)));
    client.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: Uint8Array };
        request.body = Buffer.from(Buffer.from(request.body).toString().replace('"t"', '"u"'));
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    await expect(client.send(get)).rejects.toMatchObject({ name: "InvalidSignatureException" });
  });

  test("that the role does not grant is denied with the missing statement, as DynamoDB says it", async () => {
    await expect(new DynamoDBClient(settings(credentials.forRole(ROLE))).send(put)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining('{"Effect":"Allow","Action":"dynamodb:PutItem"'),
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("with the developer key may write, with an unknown key only look", async () => {
    await new DynamoDBClient(settings(credentials.developer)).send(put);
    const stranger = new DynamoDBClient(settings({ accessKeyId: "test", secretAccessKey: "test" }));
    await stranger.send(get);
    await expect(stranger.send(put)).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(dynamodb.seen.map(({ operation }) => operation)).toEqual(["PutItem", "GetItem"]);
  });
});

describe("an error", () => {
  test("of SQS carries the older code for clients that ask for it", async () => {
    const send = new SendMessageCommand({ QueueUrl: `${url}/000000000000/none`, MessageBody: "x" });
    await expect(new SQSClient(settings(credentials.developer)).send(send)).rejects.toMatchObject({
      name: "QueueDoesNotExist",
      Code: "AWS.SimpleQueueService.NonExistentQueue",
    });
  });

  test("of a REST service is named in a header, also under paths that need encoding", async () => {
    const ask = new GetEmailIdentityCommand({ EmailIdentity: "a+b c@example.com" });
    await expect(new SESv2Client(settings(credentials.developer)).send(ask)).rejects.toMatchObject({
      name: "NotFoundException",
      message: "No such identity.",
    });
  });

  test("of the runtime itself is reported and answered without details", async () => {
    const ask = new GetEmailIdentityCommand({ EmailIdentity: "broken" });
    await expect(new SESv2Client(settings(credentials.developer)).send(ask)).rejects.toMatchObject({
      name: "InternalServerError",
      message: expect.not.stringContaining("a defect"),
    });
    expect(failures).toHaveLength(1);
  });
});

describe("an unsigned request", () => {
  test("to an API misses its token", async () => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.GetItem", "content-type": "application/x-amz-json-1.0" },
      body: "{}",
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  });

  test("below a bucket's name is S3's, any other path is not", async () => {
    expect(await (await fetch(`${url}/media/a%20b?x=1`)).text()).toBe("s3 GET /media/a%20b?x=1");
    expect((await fetch(`${url}/v2/email/identities`)).status).toBe(403);
  });

  test("with a presigned S3 query is S3's", async () => {
    const query =
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=k%2F20260101%2Fus-east-1%2Fs3%2Faws4_request";
    expect((await fetch(`${url}/other/key?${query}`)).status).toBe(299);
  });
});

test("a request under a foreign host name is refused before anything is read", async () => {
  const { request } = await import("node:http");
  const status = await new Promise((resolve, reject) => {
    request(`${url}/media/x`, { headers: { host: "evil.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});

test("STS tells who an access key is", async () => {
  const response = await fetch(`${url}/`, {
    method: "POST",
    headers: {
      authorization:
        "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=00",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  });
  expect(await response.text()).toContain("<Arn>arn:aws:iam::000000000000:user/guest</Arn>");
});

test("a service that is not hosted is named", async () => {
  const response = await fetch(`${url}/`, {
    method: "POST",
    headers: {
      authorization:
        "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=00",
    },
  });
  expect(await response.json()).toMatchObject({ message: expect.stringContaining("kinesis is not hosted") });
});

describe("issued keys", () => {
  test("stay the same over restarts, are secret to others and readable as the role", () => {
    const again = issueCredentials(plan, dataDir);
    expect(again.forRole(ROLE)).toEqual(credentials.forRole(ROLE));
    expect(again.forRole(ROLE).accessKeyId).toMatch(/^LKIAFNROLE[A-Z0-9]{6}$/);
    expect(statSync(join(dataDir, "credentials.json")).mode & 0o777).toBe(0o600);
    expect(() => again.forRole("arn:aws:iam::000000000000:role/other")).toThrow("not part of this plan");
  });

  test("differ between data directories", () => {
    const other = mkdtempSync(join(tmpdir(), "gateway-"));
    expect(issueCredentials(plan, other).developer.secretAccessKey).not.toBe(
      credentials.developer.secretAccessKey,
    );
    rmSync(other, { recursive: true });
  });
});
