import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Plan, PolicyStatement, RolePlan } from "../plan/plan.ts";
import { EMPTY_PLAN } from "../plan/read-plan.ts";
import type { Principal } from "../runtime-ports.ts";
import { createAuthorizer } from "./authorizer.ts";
import { keyAccess, passRole } from "./key-access.ts";
import { readUsage, unusedGrants } from "./usage.ts";

const account = EMPTY_PLAN.account;
const TABLE = `arn:aws:dynamodb:us-east-1:${account}:table/records`;
const KEY = `arn:aws:kms:us-east-1:${account}:key/k`;
const FUNCTION = `arn:aws:lambda:us-east-1:${account}:function:fn`;
const RULE = `arn:aws:events:us-east-1:${account}:rule/every-minute`;
const role: RolePlan = {
  stack: "invito-dev-service",
  logicalId: "FnRole1234",
  name: "fn-role",
  arn: `arn:aws:iam::${account}:role/fn-role`,
  trust: { Statement: [] },
  policies: [],
};
const principal: Principal = { kind: "role", roleArn: role.arn, accessKeyId: "LKIA" };

function planWith(statements: PolicyStatement[], more: Partial<Plan> = {}): Plan {
  return {
    ...EMPTY_PLAN,
    roles: [{ ...role, policies: [{ from: "FnPolicy", document: { Statement: statements } }] }],
    ...more,
  };
}

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "iam-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a missing grant", () => {
  test("is worded as on AWS and names the statement, the role and the stack", () => {
    const authorizer = createAuthorizer(planWith([]));
    expect(() => authorizer.check(principal, [{ action: "dynamodb:PutItem", resource: TABLE }])).toThrow(
      `User: arn:aws:sts::${account}:assumed-role/fn-role/LKIA is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action. Missing for the role FnRole1234 of the stack invito-dev-service: {"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"${TABLE}"}`,
    );
    expect(authorizer.usage().denied).toEqual([
      { stack: role.stack, role: role.logicalId, action: "dynamodb:PutItem", resource: TABLE },
    ]);
  });

  test("refuses the whole request when one of its actions is missing", () => {
    const authorizer = createAuthorizer(
      planWith([{ Effect: "Allow", Action: "dynamodb:PutItem", Resource: TABLE }]),
    );
    const needed = [
      { action: "dynamodb:PutItem", resource: TABLE },
      { action: "dynamodb:ConditionCheckItem", resource: TABLE },
    ];
    expect(() => authorizer.check(principal, needed)).toThrow("dynamodb:ConditionCheckItem");
  });
});

describe("granted minus used", () => {
  const statement: PolicyStatement = {
    Effect: "Allow",
    Action: ["dynamodb:PutItem", "dynamodb:Query"],
    Resource: [TABLE, `${TABLE}/index/*`],
  };

  test("lists each pair of action and resource that no request needed, and no pair that grants nothing", () => {
    const plan = planWith([statement, { Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }]);
    const authorizer = createAuthorizer(plan);
    authorizer.check(principal, [{ action: "dynamodb:Query", resource: `${TABLE}/index/gsi1` }]);
    expect(unusedGrants(plan, authorizer.usage()).map(({ action, resource }) => [action, resource])).toEqual([
      ["dynamodb:PutItem", TABLE],
      ["dynamodb:Query", TABLE],
    ]);
  });

  test("is empty when several runs together used everything", () => {
    const plan = planWith([statement]);
    const usageFile = join(folder, "usage.jsonl");
    const first = createAuthorizer(plan, { usageFile });
    first.check(principal, [{ action: "dynamodb:PutItem", resource: TABLE }]);
    first.check(principal, [{ action: "dynamodb:PutItem", resource: TABLE }]);
    const second = createAuthorizer(plan, { usageFile });
    second.check(principal, [
      { action: "dynamodb:Query", resource: TABLE },
      { action: "dynamodb:Query", resource: `${TABLE}/index/gsi1` },
    ]);
    expect(() =>
      second.check(principal, [{ action: "s3:GetObject", resource: "arn:aws:s3:::b/k" }]),
    ).toThrow();
    const merged = readUsage(usageFile);
    expect(unusedGrants(plan, merged)).toEqual([]);
    expect(merged.used).toHaveLength(3);
    expect(merged.denied).toHaveLength(1);
  });
});

describe("policies of resources", () => {
  const bucket = {
    stack: "data",
    logicalId: "Media",
    name: "media",
    arn: "arn:aws:s3:::media",
    eventBridge: false,
    cors: [],
    versioned: false,
    objectLock: false,
  };
  const denyPlainHttp: PolicyStatement = {
    Effect: "Deny",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::media", "arn:aws:s3:::media/*"],
    Principal: { AWS: "*" },
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };

  test("a bucket that denies plain HTTP is still reachable on 127.0.0.1", () => {
    const plan = planWith([{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::media/*" }], {
      buckets: [{ ...bucket, policy: { Statement: [denyPlainHttp] } }],
    });
    createAuthorizer(plan).check(principal, [{ action: "s3:GetObject", resource: "arn:aws:s3:::media/a/b" }]);
  });

  test("a bucket's policy lets the edge read its objects", () => {
    const statement: PolicyStatement = {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::media/*",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Condition: { StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::0:distribution/E1" } },
    };
    const authorizer = createAuthorizer(
      planWith([], { buckets: [{ ...bucket, policy: { Statement: [statement] } }] }),
    );
    const read = [{ action: "s3:GetObject", resource: "arn:aws:s3:::media/a" }];
    authorizer.check(
      { kind: "service", service: "cloudfront", sourceArn: "arn:aws:cloudfront::0:distribution/E1" },
      read,
    );
    expect(() =>
      authorizer.check(
        { kind: "service", service: "cloudfront", sourceArn: "arn:aws:cloudfront::0:distribution/E2" },
        read,
      ),
    ).toThrow("no resource-based policy");
  });

  test("a function is invoked only by the source its permission names", () => {
    const authorizer = createAuthorizer(
      planWith([], {
        permissions: [
          {
            stack: "service",
            logicalId: "Permission",
            functionArn: FUNCTION,
            principal: "events.amazonaws.com",
            sourceArn: RULE,
          },
        ],
      }),
    );
    const invoke = [{ action: "lambda:InvokeFunction", resource: FUNCTION }];
    authorizer.check({ kind: "service", service: "events.amazonaws.com", sourceArn: RULE }, invoke);
    expect(() =>
      authorizer.check(
        { kind: "service", service: "events.amazonaws.com", sourceArn: `${RULE}-other` },
        invoke,
      ),
    ).toThrow(FUNCTION);
    expect(() =>
      authorizer.check({ kind: "service", service: "apigateway.amazonaws.com", sourceArn: RULE }, invoke),
    ).toThrow(FUNCTION);
  });

  test("a key is used only through the service that its user's grant names", () => {
    const plan = planWith(
      [
        {
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: KEY,
          Condition: { StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" } },
        },
      ],
      {
        keys: [
          {
            stack: "data",
            logicalId: "Key",
            id: "k",
            arn: KEY,
            policy: {
              Statement: [
                {
                  Effect: "Allow",
                  Action: "kms:*",
                  Resource: "*",
                  Principal: { AWS: `arn:aws:iam::${account}:root` },
                },
              ],
            },
          },
        ],
      },
    );
    const authorizer = createAuthorizer(plan);
    authorizer.check(principal, keyAccess(KEY, "dynamodb", "write", "us-east-1"));
    expect(() => authorizer.check(principal, keyAccess(KEY, "s3", "read", "us-east-1"))).toThrow(
      "kms:Decrypt",
    );
    expect(keyAccess(KEY, "s3", "write", "us-east-1").map(({ action }) => action)).toEqual([
      "kms:GenerateDataKey",
    ]);
  });
});

test("a role is passed only to the service that the grant names", () => {
  const media = `arn:aws:iam::${account}:role/media`;
  const authorizer = createAuthorizer(
    planWith([
      {
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: media,
        Condition: { StringEquals: { "iam:PassedToService": "mediaconvert.amazonaws.com" } },
      },
    ]),
  );
  authorizer.check(principal, [passRole(media, "mediaconvert.amazonaws.com")]);
  expect(() => authorizer.check(principal, [passRole(media, "lambda.amazonaws.com")])).toThrow(
    "iam:PassRole",
  );
});

describe("people", () => {
  const authorizer = createAuthorizer(EMPTY_PLAN);
  const read = [{ action: "dynamodb:Query", resource: TABLE }];
  const write = [{ action: "dynamodb:PutItem", resource: TABLE }];

  test("with the developer key do everything", () =>
    authorizer.check({ kind: "developer", mayWrite: true }, [...read, ...write]));
  test("with an unknown key may only look", () => {
    authorizer.check({ kind: "developer", mayWrite: false }, read);
    expect(() => authorizer.check({ kind: "developer", mayWrite: false }, write)).toThrow("local-developer");
  });
  test("without a signature may nothing that no resource policy allows", () => {
    expect(() => authorizer.check({ kind: "anonymous" }, read)).toThrow("anonymous");
  });
});

test("a role outside the plan is not a known client", () => {
  expect(() => createAuthorizer(EMPTY_PLAN).check(principal, [])).toThrow("not part of this plan");
});
