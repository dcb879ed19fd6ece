import { request as ask } from "node:http";
import { createSecureServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http2";
import type { AddressInfo } from "node:net";
import { selfSigned } from "./self-signed.ts";

const HOP = new Set(["connection", "keep-alive", "transfer-encoding", "host"]);

/** Headers of one version of HTTP without those that belong to a connection. */
function passed(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith(":") && !HOP.has(name)),
  );
}

/**
 * HTTP/2 over TLS before a server that speaks neither, as CloudFront stands before everything that is deployed. It changes
 * no body: whether something is compressed is the house's own edge to decide.
 * @returns its port, and what closes it
 */
export async function secureFront(behind: string): Promise<{ readonly port: number; close(): void }> {
  const target = new URL(behind);
  const sessions = new Set<{ destroy(): void }>();
  const front = createSecureServer(selfSigned());
  front.on("session", (session) => void sessions.add(session));
  front.on("stream", (stream, headers) => {
    const onwards = ask(
      {
        host: target.hostname,
        port: target.port,
        method: headers[":method"] ?? "GET",
        path: headers[":path"] ?? "/",
        headers: { ...passed(headers), host: target.host },
      },
      (answer) => {
        if (stream.destroyed) return;
        stream.respond({ ...passed(answer.headers), ":status": answer.statusCode ?? 502 });
        answer.pipe(stream);
      },
    );
    // whoever left has what they wanted to know
    for (const end of [stream, onwards]) end.on("error", () => end.destroy());
    stream.pipe(onwards);
  });
  await new Promise<void>((listening) => front.listen(0, "127.0.0.1", listening));
  return {
    port: (front.address() as AddressInfo).port,
    close() {
      front.close();
      for (const session of sessions) session.destroy();
    },
  };
}
