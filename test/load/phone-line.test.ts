import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { connect } from "node:http2";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { phoneLine } from "./phone-line.ts";
import { secureFront } from "./secure-front.ts";

it("a phone's line and what stands before a server change no byte and no header of an answer", async () => {
  const body = randomBytes(300_000);
  const server = createServer((request, response) => {
    response.setHeader("content-encoding", "br").setHeader("x-asked", `${request.method} ${request.url}`);
    response
      .setHeader("x-cookie", request.headers.cookie ?? "none")
      .writeHead(203)
      .end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const front = await secureFront(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const line = await phoneLine(front.port, { roundTrip: 4, down: 50_000_000, up: 50_000_000 });
  const phone = connect(`https://127.0.0.1:${line.port}`, { rejectUnauthorized: false });
  onTestFinished(() => {
    phone.destroy();
    line.close();
    front.close();
    server.close();
  });
  const asked = [1, 2, 3].map(async (n) => {
    const stream = phone.request({ ":path": `/film?n=${n}`, cookie: "visit=1" });
    const headers = new Promise<Record<string, unknown>>((come) => stream.once("response", come));
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    return { ...(await headers), same: Buffer.concat(parts).equals(body) };
  });
  expect(await Promise.all(asked)).toEqual(
    [1, 2, 3].map((n) =>
      expect.objectContaining({
        ":status": 203,
        "content-encoding": "br",
        "x-asked": `GET /film?n=${n}`,
        "x-cookie": "visit=1",
        same: true,
      }),
    ),
  );
});
