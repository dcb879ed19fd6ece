import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The document client that stores take. Undefined attributes are left out; empty values stay. */
export type Tables = DynamoDBDocumentClient;

/** Builds the one DynamoDB client of a function. Endpoint and region come from the environment as AWS defines. */
export function openTables(): Tables {
  return DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
}
