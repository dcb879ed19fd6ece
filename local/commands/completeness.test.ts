import { expect, test } from "vitest";
import type { Usage } from "../iam/usage.ts";
import type { Plan, RolePlan } from "../plan/plan.ts";
import { type Acknowledgement, completenessFindings, type UsedResource } from "./completeness.ts";

const TABLE = "arn:aws:dynamodb:us-east-1:1:table/t";
const role: RolePlan = {
  stack: "s",
  logicalId: "ApiRole1",
  name: "api",
  arn: "arn:aws:iam::1:role/api",
  trust: { Statement: [] },
  policies: [
    {
      from: "ApiPolicy",
      document: {
        Statement: [{ Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: TABLE }],
      },
    },
  ],
};
const plan = {
  roles: [role],
  functions: [{ logicalId: "Fn" }],
  permissions: [],
  mappings: [{ logicalId: "Stream", enabled: true }],
  rules: [
    { logicalId: "Every", enabled: true },
    { logicalId: "Off", enabled: false },
  ],
  httpApis: [{ routes: [{ logicalId: "R1", routeKey: "GET /a" }] }],
} as unknown as Plan;
const grant = (action: string) => ({
  stack: "s",
  role: "ApiRole1",
  policy: "ApiPolicy",
  statement: 0,
  action,
  resource: TABLE,
});
const everything: UsedResource[] = [
  { kind: "function", logicalId: "Fn" },
  { kind: "mapping", logicalId: "Stream" },
  { kind: "rule", logicalId: "Every" },
  { kind: "route", logicalId: "R1" },
];
const whole: Usage = { used: [grant("dynamodb:GetItem"), grant("dynamodb:PutItem")], denied: [] };
const find = (change: {
  usage?: Usage;
  resources?: readonly UsedResource[];
  acknowledged?: readonly Acknowledgement[];
}) => completenessFindings({ plan, usage: whole, resources: everything, acknowledged: [], ...change });

test("there is nothing to say when everything was used and nothing refused", () => {
  expect(find({})).toEqual([]);
});

test("a grant that nobody used is named with its statement, until it is acknowledged", () => {
  const usage = { used: [grant("dynamodb:GetItem")], denied: [] };
  expect(find({ usage })).toEqual([
    `granted, not used: ApiRole1 may dynamodb:PutItem on ${TABLE} (ApiPolicy, statement 0)`,
  ]);
  const form = {
    kind: "grant",
    role: "ApiRole*",
    action: "dynamodb:PutItem",
    resource: "*:table/t",
  } as const;
  expect(find({ usage, acknowledged: [{ ...form, reason: "r" }] })).toEqual([]);
});

test("what was refused is named, unless a test provoked it", () => {
  const refused = { stack: "s", role: "ApiRole1", action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
  const usage = { ...whole, denied: [refused] };
  expect(find({ usage })).toEqual(["used, not granted: ApiRole1 needs s3:GetObject on arn:aws:s3:::b/k"]);
  const provoked = { kind: "denial", role: "ApiRole1", action: "s3:*", resource: "*", reason: "r" } as const;
  expect(find({ usage, acknowledged: [provoked] })).toEqual([]);
});

test("functions, mappings, rules and routes that were never used are named; a rule that is off is not", () => {
  expect(find({ resources: [] })).toEqual([
    "never used: function Fn",
    "never used: mapping Stream",
    "never used: rule Every",
    "never used: route GET /a (R1)",
  ]);
  const acknowledged = everything.map((one) => ({ ...one, reason: "r" }));
  expect(find({ resources: [], acknowledged })).toEqual([]);
});

test("an acknowledgement that nothing needs is stale, also one of another kind", () => {
  const stale = { kind: "rule", logicalId: "Fn", reason: "r" } as const;
  expect(find({ acknowledged: [stale] })).toEqual(["stale: nothing needs the acknowledgement of rule Fn"]);
  const ofGrant = {
    kind: "grant",
    role: "ApiRole1",
    action: "dynamodb:GetItem",
    resource: "*",
    reason: "r",
  } as const;
  expect(find({ acknowledged: [ofGrant] })).toHaveLength(1);
});
