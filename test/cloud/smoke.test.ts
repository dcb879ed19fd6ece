import { describe, expect, it } from "vitest";

const app = process.env.INVITO_APP_ORIGIN;
const hcp = process.env.INVITO_HCP_ORIGIN;
const api = process.env.INVITO_API_URL;

/**
 * What must be true of a deployed stage before anybody is invited. Changes nothing. Opt in:
 * `INVITO_APP_ORIGIN=https://… INVITO_HCP_ORIGIN=https://… npx vitest run --project cloud`
 */
describe.skipIf(app === undefined || hcp === undefined)("a deployed stage", () => {
  it("serves the description of its API", async () => {
    const response = await fetch(`${app}/api/openapi.json`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ openapi: "3.1.0" });
  });

  it("asks for a signed-in person", async () => {
    expect((await fetch(`${app}/api/hcps`)).status).toBe(401);
  });

  it("answers an unknown link with a page that search engines may not keep", async () => {
    const response = await fetch(`${hcp}/s/0000000000000000000000`);
    expect([404, 410]).toContain(response.status);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(response.headers.get("x-robots-tag")).toContain("noindex");
  });

  it.each([
    ["strict-transport-security", /max-age=\d{8}/],
    ["x-content-type-options", /nosniff/],
    ["referrer-policy", /no-referrer/],
    ["content-security-policy", /frame-ancestors 'none'/],
  ])("sends %s on both sites", async (name, value) => {
    for (const address of [`${app}/api/openapi.json`, `${hcp}/space`]) {
      expect((await fetch(address)).headers.get(name), address).toMatch(value);
    }
  });

  it("gives no original and no unsigned rendition", async () => {
    for (const key of ["originals/x/source", "renditions/x/720p.mp4"]) {
      expect([403, 404]).toContain((await fetch(`${hcp}/${key}`)).status);
    }
  });

  it.skipIf(api === undefined)("answers only through the site", async () => {
    expect((await fetch(`${api}/space`)).status).toBe(403);
  });
});
