/** S3 in a process of its own, for tests that kill it or measure it: `s3-process.fixture.ts <dir> [silent]`. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bucketPlan } from "./s3.fixture.ts";
import { createS3 } from "./s3.ts";

const [dir = "", mode = ""] = process.argv.slice(2);
const s3 = await createS3({
  plan: {
    buckets: [bucketPlan("media", { eventBridge: true })],
    region: "us-east-1",
    account: "111111111111",
  },
  dir,
  credentials: {
    find: () => ({
      secretAccessKey: "a-secret/with+characters",
      principal: { kind: "developer", mayWrite: true },
    }),
  },
  authorizer: { check: () => undefined },
  // A bus that never answers leaves every event pending, as a process does that dies in between.
  emit: () => (mode === "silent" ? new Promise(() => undefined) : Promise.resolve()),
});
const server = createServer((request, response) => {
  if (request.url === "/_memory") response.end(String(process.memoryUsage().rss));
  else void s3.handle(request, response);
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
