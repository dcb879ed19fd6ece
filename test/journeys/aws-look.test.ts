import { request } from "node:http";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { PutCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { awsClients, openJourney } from "./journey.ts";

const { shared, house, aws, name } = openJourney();
/** Somebody with his own tools and credentials that this house never gave out. */
const stranger = awsClients(shared, { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "anything" });
const forger = awsClients(shared, { accessKeyId: shared.developer.accessKeyId, secretAccessKey: "guessed" });
const failure = (call: Promise<unknown>) =>
  call.then(
    () => "nothing",
    (error: Error) => error.name,
  );

describe("somebody who looks around with the AWS tools", () => {
  it("sees tables, items and objects", async () => {
    const { TableNames } = await stranger.tables.send(new ListTablesCommand({}));
    expect(TableNames).toEqual(expect.arrayContaining([name("RECORDS_TABLE"), name("PEOPLE_TABLE")]));
    await stranger.tables.send(new ScanCommand({ TableName: name("RECORDS_TABLE"), Limit: 1 }));
    const { $metadata } = await stranger.objects.send(
      new ListObjectsV2Command({ Bucket: name("MEDIA_BUCKET") }),
    );
    expect($metadata.httpStatusCode).toBe(200);
  });

  it("changes nothing", async () => {
    const item = { pk: "STRANGER#1", sk: "X" };
    const records = name("RECORDS_TABLE");
    expect(await failure(stranger.tables.send(new PutCommand({ TableName: records, Item: item })))).toMatch(
      /AccessDenied/,
    );
    const update = new UpdateCommand({
      TableName: records,
      Key: item,
      UpdateExpression: "SET a = :a",
      ExpressionAttributeValues: { ":a": 1 },
    });
    expect(await failure(stranger.tables.send(update))).toMatch(/AccessDenied/);
    const put = new PutObjectCommand({ Bucket: name("MEDIA_BUCKET"), Key: "previews/mine.gif", Body: "x" });
    expect(await failure(stranger.objects.send(put))).toBe("AccessDenied");
    const send = new SendMessageCommand({ QueueUrl: name("DUE_QUEUE_URL"), MessageBody: "{}" });
    expect(await failure(stranger.queues.send(send))).toMatch(/AccessDenied/);
  });

  it("is refused with a known key and a guessed secret", async () => {
    expect(await failure(forger.tables.send(new ListTablesCommand({})))).toMatch(/Signature/);
    const list = new ListObjectsV2Command({ Bucket: name("MEDIA_BUCKET") });
    expect(await failure(forger.objects.send(list))).toBe("SignatureDoesNotMatch");
  });
});

describe("an unsigned request", () => {
  it("is refused by every service", async () => {
    const scan = await fetch(house.address.aws, {
      method: "POST",
      headers: {
        "x-amz-target": "DynamoDB_20120810.ListTables",
        "content-type": "application/x-amz-json-1.0",
      },
      body: "{}",
    });
    expect([scan.status, await scan.text()]).toEqual([
      403,
      expect.stringContaining("MissingAuthenticationToken"),
    ]);
    for (const bucket of ["MEDIA_BUCKET", "TRANSFER_BUCKET", "LAKE_BUCKET", "AUDIT_ARCHIVE_BUCKET"])
      expect([bucket, (await fetch(`${house.address.aws}/${name(bucket)}`)).status]).toEqual([bucket, 403]);
  });

  it("is refused when a page on the internet points its own name here", async () => {
    const { hostname, port } = new URL(house.address.aws);
    const status = await new Promise((answered, failed) => {
      const asked = request({ hostname, port, headers: { host: "rebound.example" } }, ({ statusCode }) =>
        answered(statusCode),
      );
      asked.once("error", failed);
      asked.end();
    });
    expect(status).toBe(403);
  });
});

describe("the archive of the audit", () => {
  it("keeps every version of what is written, also against the developer", async () => {
    const at = { Bucket: name("AUDIT_ARCHIVE_BUCKET"), Key: "journeys/locked.txt" };
    const first = await aws.objects.send(new PutObjectCommand({ ...at, Body: "first" }));
    await aws.objects.send(new PutObjectCommand({ ...at, Body: "second" }));
    const kept = await aws.objects.send(new GetObjectCommand({ ...at, VersionId: first.VersionId }));
    expect(await kept.Body?.transformToString()).toBe("first");
  });
});
