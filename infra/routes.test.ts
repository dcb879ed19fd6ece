import { describe, expect, it } from "vitest";
import * as z from "zod";
import { routeKeyOf } from "../shared/contracts/endpoint.ts";
import { API_GROUPS, DOMAIN_EVENTS } from "../shared/contracts/index.ts";
import { logicalIdOf, resourcesOf } from "./testing/templates.ts";

const routes = () =>
  resourcesOf("AWS::ApiGatewayV2::Route").map(({ id, properties }) => ({
    id,
    key: properties.RouteKey,
    authorization: properties.AuthorizationType,
    authorizer: logicalIdOf(properties.AuthorizerId),
    api: logicalIdOf(properties.ApiId),
  }));

const endpoints = API_GROUPS.flatMap((group) => [
  ...new Map(
    Object.values(group.endpoints).map((endpoint) => {
      const key = routeKeyOf(endpoint);
      return [key, { key, who: endpoint.who as unknown, site: group.site as "app" | "hcp" }] as const;
    }),
  ).values(),
]);

describe("routes", () => {
  it("are exactly the endpoints of the contracts", () => {
    expect(endpoints.length).toBeGreaterThan(20);
    expect(
      routes()
        .map(({ key }) => key)
        .sort(),
    ).toEqual(endpoints.map(({ key }) => key).sort());
  });

  it("ask for a signed-in person exactly where the endpoint does", () => {
    for (const { key, who } of endpoints) {
      const route = routes().find((candidate) => candidate.key === key);
      expect(route?.authorization, key).toBe(who === "anyone" ? "NONE" : "JWT");
      expect(route?.authorizer === undefined, key).toBe(who === "anyone");
    }
  });

  it("belong to the API of their site", () => {
    for (const { key, site } of endpoints) {
      const route = routes().find((candidate) => candidate.key === key);
      expect(route?.api, key).toMatch(site === "app" ? /^AppApi/ : /^HcpApi/);
    }
  });

  it("let nobody into the app's API without signing in", () => {
    for (const { key, who, site } of endpoints) if (site === "app") expect(who, key).not.toBe("anyone");
  });

  it("have ids that follow from method and path, so that adding one renames none", () => {
    const readSpace = routes().find(({ key }) => key === "GET /api/hcps/{hcpId}/space");
    expect(readSpace?.id).toMatchInlineSnapshot(`"AppApiGETapihcpshcpIdspace76B387AE"`);
  });

  it("reach each function by one integration and one permission", () => {
    const integrations = resourcesOf("AWS::ApiGatewayV2::Integration").map(({ properties }) =>
      logicalIdOf(properties.IntegrationUri),
    );
    const permissions = resourcesOf("AWS::Lambda::Permission")
      .filter(({ properties }) => properties.Principal === "apigateway.amazonaws.com")
      .map(({ properties }) => logicalIdOf(properties.FunctionName));
    expect(new Set(integrations).size).toBe(integrations.length);
    expect(permissions.sort()).toEqual(integrations.sort());
    expect(integrations.length).toBe(new Set(API_GROUPS.map(({ entry }) => entry)).size);
  });
});

describe("domain events", () => {
  const listened = () =>
    resourcesOf("AWS::Events::Rule").flatMap(({ properties }) => {
      const pattern = z
        .object({ source: z.array(z.string()).optional(), "detail-type": z.array(z.string()).optional() })
        .optional()
        .parse(properties.EventPattern);
      return pattern?.source?.includes("invito") === true ? (pattern["detail-type"] ?? []) : [];
    });

  it("have a name of their own each", () => {
    const names = DOMAIN_EVENTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("are the only ones anybody waits for", () => {
    expect(listened().length).toBeGreaterThan(2);
    for (const name of listened()) expect(DOMAIN_EVENTS.map((event) => event.name)).toContain(name);
  });
});
