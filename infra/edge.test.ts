import { expect, it } from "vitest";
import { templateResources } from "./testing/templates.ts";

it("lets the edge keep media for half a minute, after which what was withdrawn is gone (MLR-7)", () => {
  const policies = templateResources().filter(({ type }) => type === "AWS::CloudFront::CachePolicy");
  expect(policies.map(({ properties }) => properties["CachePolicyConfig"])).toEqual([
    expect.objectContaining({ MinTTL: 0, DefaultTTL: 30, MaxTTL: 30 }),
  ]);
});
