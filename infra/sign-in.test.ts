import { describe, expect, it } from "vitest";
import { resourcesOf } from "./testing/templates.ts";

describe("the sign-in of the app", () => {
  it("names its flows, without the refresh flow that Cognito refuses beside rotating refresh tokens", () => {
    const [client] = resourcesOf("AWS::Cognito::UserPoolClient");
    expect(client?.properties.RefreshTokenRotation).toMatchObject({ Feature: "ENABLED" });
    // a client that names none gets ALLOW_REFRESH_TOKEN_AUTH among Cognito's defaults
    expect(client?.properties.ExplicitAuthFlows).toEqual(["ALLOW_USER_SRP_AUTH"]);
  });
});
