/** Listens on one port of 127.0.0.1 for a distribution or an API, with the runtime's own paths in front. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { isLocalHost } from "../local-host.ts";

export interface SiteServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Longer than clients keep idle connections, so that no request meets a closing one. */
const KEEP_ALIVE_MS = 75_000;

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * `special` sees every request first and answers those it returns true for (`/healthz`, `/_local/*`); all others go
 * to `listener`. What `/_local/` gives away, tokens and everything that was sent, it gives to names of this machine only.
 * Port 0 takes any free port. Rejects when the port is taken.
 */
export async function siteServer(options: {
  readonly port: number;
  readonly listener: Listener;
  readonly special?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  readonly warn: (message: string) => void;
}): Promise<SiteServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const answered = (async () => {
      const { host = "" } = request.headers;
      if (request.url?.startsWith("/_local/") === true && !isLocalHost(host)) {
        response.writeHead(403, { "content-type": "text/plain; charset=utf-8" });
        response.end(`The host ${host} is not this machine.`);
        return;
      }
      if (await options.special?.(request, response)) return;
      await options.listener(request, response);
    })();
    answered.catch((cause: unknown) => {
      options.warn(
        `${request.method} ${request.url?.split("?")[0]}: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
