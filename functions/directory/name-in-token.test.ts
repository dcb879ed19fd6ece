import { readFileSync } from "node:fs";
import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { nameInToken } from "./name-in-token.ts";

const recorded = new URL("../../test/events/cognito/pre-token-generation-v2.json", import.meta.url);
const event = JSON.parse(readFileSync(recorded, "utf8")) as PreTokenGenerationV2TriggerEvent;
const named = (name: string) => ({
  ...event,
  request: { ...event.request, userAttributes: { ...event.request.userAttributes, name } },
});

describe("an access token", () => {
  it("carries the person's name and nothing else of the attributes", () => {
    expect(nameInToken(event).response.claimsAndScopeOverrideDetails).toEqual({
      accessTokenGeneration: { claimsToAddOrOverride: { name: "Jane Doe" } },
    });
  });

  it("gets the name without spaces around it", () => {
    expect(nameInToken(named(" Ana Ruiz ")).response.claimsAndScopeOverrideDetails).toMatchObject({
      accessTokenGeneration: { claimsToAddOrOverride: { name: "Ana Ruiz" } },
    });
  });

  it("stays as it is for a user without a name", () => {
    expect(nameInToken(named("  "))).toEqual(named("  "));
  });
});
