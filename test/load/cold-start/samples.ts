import { marshall } from "@aws-sdk/util-dynamodb";
import { profileKey } from "../../../functions/directory/profile-store.ts";
import { alignmentKey } from "../../../functions/directory/territory-store.ts";
import { sha256 } from "../../../functions/runtime/hash.ts";
import { sessionCookie } from "../../../functions/runtime/session.ts";
import { linkKey } from "../../../functions/spaces/store.ts";
import type { Hcp } from "../../../shared/model/hcp.ts";
import { HcpId, MessageId, Sha256, UserId, VersionId, VisitId } from "../../../shared/model/ids.ts";
import { ENV, ORIGIN_SECRET_HEADER } from "../../../shared/names.ts";

const ULID = "01JD0000000000000000000000";
const TOKEN = "abcdefghijklmnopqrstuv";
const hcpId = HcpId.parse(`hcp_${ULID}`);
const messageId = MessageId.parse(`msg_${ULID}`);
const versionId = VersionId.parse(`ver_${ULID}`);
const repId = UserId.parse("bench-rep");
const key = Buffer.alloc(32, 7).toString("base64");

const hcp: Hcp = {
  hcpId,
  externalId: "HCP-1",
  firstName: "Orla",
  lastName: "Brennan",
  specialty: "Cardiology",
  kind: "community",
  country: "IE",
  timeZone: "Europe/Dublin",
  language: "en-IE",
  email: "orla.brennan@example.com",
  emailHash: Sha256.parse("a".repeat(64)),
  territory: "IE-01",
  status: "active",
  rev: 1,
};
const link = {
  tokenHash: sha256(TOKEN),
  messageId,
  hcpId,
  channel: "email",
  linkEndsAt: 4_000_000_000,
};
const item = (value: object) => ({ Item: marshall(value) });

/** What the stand-in for AWS answers, by `operation table key`. */
export const ANSWERS: Readonly<Record<string, unknown>> = {
  [`GetItem records ${linkKey(link.tokenHash).pk}`]: item({ ...linkKey(link.tokenHash), v: 1, ...link }),
  [`GetItem people ${profileKey(hcpId).pk}`]: item({ ...profileKey(hcpId), v: 1, ...hcp }),
  [`Query records ${alignmentKey(repId, "IE-01").pk}`]: {
    Items: [
      marshall({
        ...alignmentKey(repId, "IE-01"),
        v: 1,
        territory: "IE-01",
        from: "2026-01-01T00:00:00.000Z",
        rev: 1,
      }),
    ],
    Count: 1,
  },
  "GetSecretValue session-key": { SecretString: key },
  "GetSecretValue pepper": { SecretString: key },
};

/** What every function's environment may hold; each reads what it needs. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  [ENV.recordsTable]: "records",
  [ENV.peopleTable]: "people",
  [ENV.auditTable]: "audit",
  [ENV.engagementTable]: "engagement",
  [ENV.insightsTable]: "insights",
  [ENV.sessionKeySecret]: "session-key",
  [ENV.addressPepperSecret]: "pepper",
  [ENV.companyName]: "Acme Therapeutics",
  [ENV.originSecret]: "origin",
  [ENV.mediaBucket]: "media",
  [ENV.transferBucket]: "transfer",
  POWERTOOLS_SERVICE_NAME: "bench",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: "token",
};

/** An HTTP API v2 event as API Gateway sends it (shape: test/events/apigateway). */
function httpEvent(routeKey: string, change: object): object {
  const [method = "", path = ""] = routeKey.split(" ");
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: "",
    headers: {
      "content-type": "application/json",
      "user-agent": "agent",
      host: "abcdef1234.execute-api.us-east-1.amazonaws.com",
      [ORIGIN_SECRET_HEADER]: "origin",
    },
    requestContext: {
      accountId: "123456789012",
      requestId: "JKJaXmPLvHcESHA=",
      routeKey,
      stage: "$default",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "agent" },
    },
    isBase64Encoded: false,
    ...change,
  };
}

function signedInAs(role: string) {
  const claims = { sub: repId, username: "ana", "cognito:groups": `[${role}]` };
  return { authorizer: { jwt: { claims, scopes: null } }, requestId: "bench", http: {} };
}

/** One cold start that is measured: an entry, a request it really serves, and the answer that proves it did. */
export interface ColdStartSample {
  readonly entry: string;
  readonly event: object;
  readonly status: number;
}

const visit = {
  visitId: VisitId.parse(`vis_${ULID}`),
  hcpId,
  messageId,
  tracking: "individual",
  expires: 4_000_000_000,
} as const;

export const SAMPLES = {
  gate: {
    entry: "spaces/gate-page",
    event: httpEvent("GET /s/{token}", { pathParameters: { token: TOKEN } }),
    status: 200,
  },
  api: {
    entry: "directory/api",
    event: httpEvent("GET /api/hcps/{hcpId}", {
      pathParameters: { hcpId },
      requestContext: signedInAs("rep"),
    }),
    status: 200,
  },
  beacon: {
    entry: "engagement/beacons",
    event: httpEvent("POST /e", {
      cookies: [sessionCookie(key, visit).split(";")[0]],
      body: JSON.stringify({ seq: 0, items: [versionId], k: [3], i: [0], a: [0], b: [0], r: [100] }),
    }),
    status: 204,
  },
  presign: {
    entry: "media/uploads",
    event: httpEvent("POST /api/assets", {
      body: JSON.stringify({ fileName: "film.mp4", contentType: "video/mp4", bytes: 1_000_000 }),
      requestContext: signedInAs("marketer"),
    }),
    status: 201,
  },
} satisfies Record<string, ColdStartSample>;
