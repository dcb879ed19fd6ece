import { createServer } from "node:http";

/**
 * A stand-in for the AWS endpoint that answers from memory, in a process (and so on a core) of its own, so that a cold
 * start's first call measures the client and not an engine. Answers are given as `operation table key` → body by the
 * parent; a write nobody described succeeds, a query finds nothing. Prints its port by an IPC message.
 */
const answers = JSON.parse(process.env["FAKE_AWS_ANSWERS"] ?? "{}") as Record<string, unknown>;
const WITHOUT_ANSWER: Readonly<Record<string, unknown>> = {
  PutItem: {},
  UpdateItem: {},
  TransactWriteItems: {},
  Query: { Items: [], Count: 0 },
};

interface Body {
  readonly TableName?: string;
  readonly SecretId?: string;
  readonly Key?: { readonly pk?: { readonly S?: string } };
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
}

const server = createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request) text += chunk;
  const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
  const body = JSON.parse(text) as Body;
  const key = body.SecretId ?? body.Key?.pk?.S ?? body.ExpressionAttributeValues?.[":pk"]?.S ?? "";
  const name = [operation, body.TableName, key].filter((part) => part !== undefined).join(" ");
  const answer = answers[name] ?? WITHOUT_ANSWER[operation];
  if (answer === undefined) console.error(`no answer for ${name}`);
  response.writeHead(answer === undefined ? 400 : 200, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify(answer ?? { __type: "ResourceNotFoundException", message: name }));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.(address.port);
});
process.once("disconnect", () => process.exit(0));
