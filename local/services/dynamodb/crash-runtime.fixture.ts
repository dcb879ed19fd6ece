/** A runtime of its own process, to be killed: writes items one after the other and prints each acknowledged number. */
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { plannedTable, planOf, startRig } from "./dynamodb.fixture.ts";

const [, , dataDir = ""] = process.argv;
const rig = await startRig(planOf([plannedTable("records")]), { dataDir });
const client = rig.client();
for (let count = 0; ; count++) {
  await client.send(
    new PutItemCommand({ TableName: "records", Item: { pk: { S: String(count) }, sk: { S: "-" } } }),
  );
  process.stdout.write(`${count}\n`);
}
