import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ERRORS } from "../../shared/contracts/errors.ts";
import { openJourney } from "./journey.ts";
import { ENDPOINTS, pathOf, problemOf, rawCall, tokenOf } from "./raw-api.ts";

const { house, shared } = openJourney();
const { app, hcp } = house.address;

describe("the API's own address, past CloudFront", () => {
  it.each(ENDPOINTS)(
    "$endpoint.method $endpoint.path is refused also with a good token",
    async ({ site, endpoint }) => {
      const role = endpoint.who === "anyone" ? undefined : endpoint.who[0];
      const answer = await rawCall(`${shared.apis[site]}${pathOf(endpoint)}`, {
        method: endpoint.method,
        headers: {
          ...(role === undefined ? {} : { authorization: await tokenOf(house, role) }),
          "content-type": "application/json",
          "x-invito-origin": "guessed",
        },
        ...(endpoint.method === "GET" ? {} : { body: "{}" }),
      });
      expect(answer.status).toBe(ERRORS.not_through_site.status);
      // an HCP meets a page, a client of the API a problem document
      if (endpoint.kind === "json") expect(problemOf(answer).code).toBe("not_through_site");
    },
  );
});

const Description = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ summary: z.string(), responses: z.looseObject({}) })),
  ),
});

describe("openapi.json", () => {
  it("describes every JSON endpoint of the app site, and nothing else", async () => {
    const answer = await fetch(`${app}/api/openapi.json`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      expect.stringContaining("application/json"),
    ]);
    const { paths } = Description.parse(await answer.json());
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = ENDPOINTS.filter(({ site, endpoint }) => site === "app" && endpoint.kind === "json");
    const missing = served
      .map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`)
      .filter((one) => !described.includes(one));
    expect(missing).toEqual([]);
    const all = ENDPOINTS.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
    expect(described.filter((one) => !all.includes(one))).toEqual([]);
  });
});

describe("the sites", () => {
  it.each([
    ["app", app],
    ["hcp", hcp],
  ])("%s says that it is well", async (_, site) => {
    const answer = await fetch(`${site}/healthz`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
  });

  it("serves the app's pages for its views, with a policy and without frames", async () => {
    for (const path of ["/", "/hcps/somebody"]) {
      const answer = await fetch(`${app}${path}`);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([
        200,
        expect.stringContaining("text/html"),
      ]);
      expect(answer.headers.get("content-security-policy")).toMatch(
        /default-src 'none'.*frame-ancestors 'none'/,
      );
      expect(answer.headers.get("strict-transport-security")).toContain("max-age=63072000");
    }
  });

  it.each(["//", "///", "//%00", "//:x@", "//elsewhere.example/x"])(
    "take %s for a path of their own",
    async (path) => {
      for (const site of [app, hcp]) {
        const { status, headers } = await fetch(`${site}${path}`, { redirect: "manual" });
        expect(status).toBeLessThan(500);
        expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      }
    },
  );

  it("keeps the API of one site from the other", async () => {
    expect((await fetch(`${hcp}/api/me`)).status).toBe(404);
    expect((await fetch(`${app}/e`, { method: "POST", body: "{}" })).status).toBeGreaterThanOrEqual(400);
  });

  it("answers a page on a foreign origin with nothing it could read", async () => {
    const answer = await fetch(`${app}/api/me`, {
      headers: { origin: "https://elsewhere.example", authorization: await tokenOf(house, "rep") },
    });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    const asked = await fetch(`${app}/api/messages`, {
      method: "OPTIONS",
      headers: { origin: "https://elsewhere.example", "access-control-request-method": "POST" },
    });
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
  });
});
