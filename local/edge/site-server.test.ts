import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SiteServer, siteServer } from "./site-server.ts";

let site: SiteServer;
beforeAll(async () => {
  site = await siteServer({
    port: 0,
    listener: async (_request, response) => {
      response.end("site");
    },
    special: async (incoming, response) => {
      if (!incoming.url?.startsWith("/_local/")) return false;
      response.end("token");
      return true;
    },
    warn: () => {},
  });
});
afterAll(() => site.close());

/** Status and text of a request that names a host of its own, as a rebound page does. */
function get(path: string, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: site.port, host: "127.0.0.1", path, headers: { host } }, async (answer) => {
      let text = "";
      for await (const chunk of answer) text += String(chunk);
      resolve(`${answer.statusCode} ${text}`);
    });
    asked.on("error", reject).end();
  });
}

describe("the runtime's own paths", () => {
  it.each([
    ["127.0.0.1:4000", "200 token"],
    ["localhost:4000", "200 token"],
    ["[::1]:4000", "200 token"],
    ["evil.example:4000", "403 The host evil.example:4000 is not this machine."],
    ["127.0.0.1.evil.example", "403 The host 127.0.0.1.evil.example is not this machine."],
  ])("answer to %s with %s", async (host, answer) => {
    expect(await get("/_local/token?role=admin", host)).toBe(answer);
  });

  it("leave the site itself to any name", async () => {
    expect(await get("/", "phone.example")).toBe("200 site");
  });
});
