import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const code = readFileSync(resolve(import.meta.dirname, "spa-fallback.edge.js"), "utf8");

/** Runs the function as CloudFront does: nothing but the language is there. */
function uriAfter(uri: string): string {
  const context = createContext({ event: { request: { method: "GET", uri, headers: {}, querystring: {} } } });
  runInContext(code, context);
  return z.object({ uri: z.string() }).parse(runInContext("handler(event)", context)).uri;
}

describe("the fallback of the app's views", () => {
  it.each([
    ["/", "/index.html"],
    ["/today", "/index.html"],
    ["/hcps/hcp_01J/space", "/index.html"],
    ["/hcps.v2/hcp_01J", "/index.html"],
    ["/index.html", "/index.html"],
    ["/assets/app.3f2a.js", "/assets/app.3f2a.js"],
    ["/favicon.ico", "/favicon.ico"],
  ])("serves %s as %s", (asked, served) => {
    expect(uriAfter(asked)).toBe(served);
  });
});
