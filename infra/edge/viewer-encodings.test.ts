import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createContext, runInContext } from "node:vm";
import { expect, it } from "vitest";
import { VIEWER_ENCODINGS_HEADER } from "../../shared/names.ts";

const code = readFileSync(resolve(import.meta.dirname, "viewer-encodings.edge.js"), "utf8");

/** Headers after the function, which runs as CloudFront does it: nothing but the language is there. */
function after(headers: Record<string, { value: string }>): Record<string, { value: string }> {
  const request = { method: "GET", uri: "/", headers, querystring: {} };
  const context = createContext({ event: { request } });
  runInContext(code, context);
  return JSON.parse(runInContext("JSON.stringify(handler(event).headers)", context));
}

it("what a viewer can unpack goes on under a name that CloudFront lets through", () => {
  expect(after({ "accept-encoding": { value: "gzip, br" } })[VIEWER_ENCODINGS_HEADER]).toEqual({
    value: "gzip, br",
  });
});

it("a viewer cannot say it in that name", () => {
  expect(after({ [VIEWER_ENCODINGS_HEADER]: { value: "br" } })).toEqual({});
});
