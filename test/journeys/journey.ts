import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DeleteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { inject } from "vitest";
import * as z from "zod";
import { workersOwn } from "../workers-own.ts";
import { connect, type House, until } from "./house.ts";
import type { SharedHouse } from "./shared-house.ts";

/** Signed access to the house's AWS APIs. */
export interface AwsClients {
  readonly tables: DynamoDBDocumentClient;
  readonly objects: S3Client;
  readonly queues: SQSClient;
  readonly events: EventBridgeClient;
  readonly users: CognitoIdentityProviderClient;
}

/** What a journey stands on: the house as people meet it, and for evidence its AWS APIs with the developer's key. */
export interface Journey {
  readonly house: House;
  readonly shared: SharedHouse;
  readonly aws: AwsClients;
  /** Name of a table, a bucket, the bus or the queue, by the functions' variable. */
  name(variable: string): string;
}

/** The journey of one test file. Files share a house, so each brings its own people and sets the clock. */
export function openJourney(): Journey {
  const { houses, claims } = inject("sharedHouses");
  const shared = workersOwn(houses, claims);
  return {
    house: connect(shared.address),
    shared,
    aws: awsClients(shared, shared.developer),
    name(variable) {
      const value = shared.names[variable];
      if (value === undefined) throw new Error(`no function has the variable ${variable}`);
      return value;
    },
  };
}

const Pending = z.object({ invocations: z.number() });

/**
 * Moves business time by days. The sweep of due messages would look through every hour between, as after an outage;
 * here it starts anew.
 */
export async function leap({ house, aws, name }: Journey, instant: string): Promise<void> {
  // a sweep under way would write its old place over the new beginning
  await until("the end of what is under way", async () => {
    const pending = await fetch(`${house.address.app}/_local/pending`);
    return Pending.parse(await pending.json()).invocations === 0 ? true : undefined;
  });
  const Key = { pk: "DUE_CURSOR", sk: "REACHED" };
  await aws.tables.send(new DeleteCommand({ TableName: name("RECORDS_TABLE"), Key }));
  await house.setClock(instant);
}

/** Clients of the house's AWS endpoint that sign with these keys. */
export function awsClients(
  { address, region }: SharedHouse,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
): AwsClients {
  const options = { endpoint: address.aws, region, credentials, maxAttempts: 1 };
  return {
    tables: DynamoDBDocumentClient.from(new DynamoDBClient(options)),
    objects: new S3Client({ ...options, forcePathStyle: true }),
    queues: new SQSClient(options),
    events: new EventBridgeClient(options),
    users: new CognitoIdentityProviderClient(options),
  };
}
