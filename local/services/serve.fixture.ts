import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AwsError, type AwsService, type Principal } from "../runtime-ports.ts";

/** A tests' stand-in for the gateway: one service over HTTP, every request made by `principal`, nothing refused. */
export async function serve(
  service: AwsService,
  principal: Principal = { kind: "developer", mayWrite: true },
): Promise<{ readonly endpoint: string; close(): Promise<void> }> {
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const target = request.headers["x-amz-target"];
    const operation = typeof target === "string" ? target.split(".")[1] : undefined;
    try {
      const call = {
        service: service.signingName,
        method: request.method ?? "GET",
        url: new URL(request.url ?? "/", "http://127.0.0.1"),
        headers: request.headers,
        body: Buffer.concat(chunks),
        principal,
        ...(operation === undefined ? {} : { operation }),
      };
      service.needs(call);
      const answer = await service.handle(call);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      const known = error instanceof AwsError ? error : new AwsError(500, "InternalFailure", String(error));
      response
        .writeHead(known.status, { "x-amzn-errortype": known.code })
        .end(JSON.stringify({ __type: known.code, message: known.message, ...known.fields }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
