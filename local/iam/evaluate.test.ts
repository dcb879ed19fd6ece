import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyStatement } from "../plan/plan.ts";
import type { NeededAction, Principal } from "../runtime-ports.ts";
import { type Documents, evaluate } from "./evaluate.ts";

const ROLE = "arn:aws:iam::000000000000:role/fn";
const TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/t";
const role: Principal = { kind: "role", roleArn: ROLE, accessKeyId: "k" };
const events: Principal = {
  kind: "service",
  service: "events",
  sourceArn: "arn:aws:events:us-east-1:0:rule/r",
};
const put: NeededAction = { action: "dynamodb:PutItem", resource: TABLE };

const named = (...Statement: PolicyStatement[]) => ({ from: "Policy", document: { Statement } });
const identity = (...statements: PolicyStatement[]): Documents => ({ identity: [named(...statements)] });
const allow: PolicyStatement = { Effect: "Allow", Action: "dynamodb:PutItem", Resource: TABLE };
const root = { AWS: "arn:aws:iam::000000000000:root" };

describe("an identity policy", () => {
  test.each<[string, PolicyStatement[], boolean]>([
    ["without statements refuses", [], false],
    ["allows the action on the resource", [allow], true],
    ["allows by wildcards", [{ Effect: "Allow", Action: "dynamodb:*", Resource: "*" }], true],
    ["refuses another resource", [{ ...allow, Resource: `${TABLE}/index/*` }], false],
    ["refuses another action", [{ ...allow, Action: ["dynamodb:GetItem"] }], false],
    ["allows everything but NotAction", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }], true],
    [
      "does not allow what NotAction names",
      [{ Effect: "Allow", NotAction: "dynamodb:Put*", Resource: "*" }],
      false,
    ],
    ["does not allow what NotResource names", [{ Effect: "Allow", Action: "*", NotResource: TABLE }], false],
    ["needs its condition", [{ ...allow, Condition: { StringEquals: { x: "y" } } }], false],
    [
      "with a deny refuses in any order",
      [allow, { Effect: "Deny", Action: "dynamodb:*", Resource: "*" }],
      false,
    ],
    [
      "ignores a deny whose condition fails",
      [allow, { Effect: "Deny", Action: "*", Resource: "*", Condition: { Bool: { x: "true" } } }],
      true,
    ],
  ])("%s", (_, statements, allowed) => {
    expect(evaluate(role, put, identity(...statements)).allowed).toBe(allowed);
  });

  test("says which patterns allowed", () => {
    expect(evaluate(role, put, identity({ ...allow, Action: ["dynamodb:GetItem", "dynamodb:P*"] }))).toEqual({
      allowed: true,
      grants: [{ from: "Policy", kind: "identity", statement: 0, action: "dynamodb:P*", resource: TABLE }],
    });
  });

  test("does not help a service or a stranger", () => {
    const open = identity({ Effect: "Allow", Action: "*", Resource: "*" });
    expect(evaluate(events, put, open).allowed).toBe(false);
    expect(evaluate({ kind: "anonymous" }, put, open).allowed).toBe(false);
  });

  test("an explicit deny wins whatever else is granted", () => {
    const statement = fc.record({
      Effect: fc.constant("Allow" as const),
      Action: fc.constantFrom("*", "dynamodb:*", "dynamodb:PutItem"),
      Resource: fc.constantFrom("*", TABLE),
    });
    fc.assert(
      fc.property(fc.array(statement), fc.nat(5), (statements, place) => {
        const deny: PolicyStatement = { Effect: "Deny", Action: "dynamodb:Put*", Resource: "*" };
        const mixed = [...statements.slice(0, place), deny, ...statements.slice(place)];
        expect(evaluate(role, put, identity(...mixed))).toMatchObject({
          allowed: false,
          reason: "explicit deny",
        });
      }),
    );
  });
});

describe("a resource policy", () => {
  const send: NeededAction = {
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:us-east-1:000000000000:q",
    context: { "aws:SourceArn": "arn:aws:events:us-east-1:0:rule/r" },
  };
  const queue = (...statements: PolicyStatement[]): Documents => ({
    identity: [],
    resource: named(...statements),
  });

  test.each<[string, Principal, PolicyStatement, boolean]>([
    [
      "allows a service",
      events,
      {
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: "*",
        Principal: { Service: "events.amazonaws.com" },
      },
      true,
    ],
    [
      "refuses another service",
      events,
      {
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: "*",
        Principal: { Service: "s3.amazonaws.com" },
      },
      false,
    ],
    [
      "allows only the source it names",
      events,
      {
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: "*",
        Principal: { Service: "events.amazonaws.com" },
        Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:us-east-1:0:rule/other" } },
      },
      false,
    ],
    [
      "allows everybody",
      { kind: "anonymous" },
      { Effect: "Allow", Action: "sqs:*", Resource: "*", Principal: "*" },
      true,
    ],
    [
      "allows a role by its ARN",
      role,
      { Effect: "Allow", Action: "sqs:*", Resource: "*", Principal: { AWS: ROLE } },
      true,
    ],
    [
      "for the account leaves it to the role's policies",
      role,
      { Effect: "Allow", Action: "sqs:*", Resource: "*", Principal: root },
      false,
    ],
  ])("%s", (_, principal, statement, allowed) => {
    expect(evaluate(principal, send, queue(statement)).allowed).toBe(allowed);
  });

  test("can deny what the role's own policy allows", () => {
    const documents: Documents = {
      identity: [named({ Effect: "Allow", Action: "sqs:*", Resource: "*" })],
      resource: named({ Effect: "Deny", Action: "sqs:*", Resource: "*", Principal: { AWS: "*" } }),
    };
    expect(evaluate(role, send, documents)).toMatchObject({ allowed: false, deniedBy: "Policy" });
  });
});

describe("a key", () => {
  const decrypt: NeededAction = {
    action: "kms:Decrypt",
    resource: "arn:aws:kms:us-east-1:000000000000:key/k",
  };
  const mine = named({ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" });

  test("is usable through IAM when its policy hands over to the account", () => {
    const policy = named({ Effect: "Allow", Action: "kms:*", Resource: "*", Principal: root });
    expect(
      evaluate(role, decrypt, { identity: [mine], resource: policy, resourceMustAllow: true }).allowed,
    ).toBe(true);
    expect(evaluate(role, decrypt, { identity: [], resource: policy, resourceMustAllow: true }).allowed).toBe(
      false,
    );
  });

  test("is closed when its policy does not mention the account", () => {
    const policy = named({
      Effect: "Allow",
      Action: "kms:*",
      Resource: "*",
      Principal: { AWS: "arn:aws:iam::1:role/other" },
    });
    expect(
      evaluate(role, decrypt, { identity: [mine], resource: policy, resourceMustAllow: true }).allowed,
    ).toBe(false);
  });
});
