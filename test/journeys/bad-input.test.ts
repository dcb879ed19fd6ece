import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { Endpoint, JsonEndpoint } from "../../shared/contracts/endpoint.ts";
import type { ErrorCode } from "../../shared/contracts/errors.ts";
import type { Role } from "../../shared/model/roles.ts";
import { leap, openJourney } from "./journey.ts";
import { ENDPOINTS, pathOf, problemOf, type RawAnswer, rawCall, tokenOf } from "./raw-api.ts";

const journey = openJourney();
const { house, shared } = journey;
const { app } = house.address;
const tokens = new Map<Role, string>();

interface Open extends JsonEndpoint {
  readonly who: readonly [Role, ...Role[]];
}
const SIGNED_IN = ENDPOINTS.flatMap(({ name, endpoint }) =>
  endpoint.kind === "json" && endpoint.who !== "anyone" ? [{ name, endpoint: endpoint as Open }] : [],
);
const WITH_BODY = SIGNED_IN.filter(({ endpoint }) => endpoint.body !== undefined);

beforeAll(async () => {
  await leap(journey, "2026-11-24T10:00:00.000Z");
  for (const { endpoint } of SIGNED_IN)
    if (!tokens.has(endpoint.who[0])) tokens.set(endpoint.who[0], await tokenOf(house, endpoint.who[0]));
});

/** What no answer to a stranger may ever be or hold. */
function expectCalm(answer: RawAnswer): void {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.type).toMatch(/json/);
  expect(answer.text).not.toMatch(/\bat \S+ \(|node_modules|\.[tj]s:\d+|ZodError|Exception/);
}

async function send(
  endpoint: Open,
  init: { path?: string; body?: BodyInit; type?: string; query?: string },
): Promise<RawAnswer> {
  const answer = await rawCall(`${app}${init.path ?? pathOf(endpoint)}${init.query ?? ""}`, {
    method: endpoint.method,
    headers: {
      authorization: tokens.get(endpoint.who[0]) ?? "",
      ...(init.type === undefined ? {} : { "content-type": init.type }),
    },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
  expectCalm(answer);
  return answer;
}

function expectProblem(answer: RawAnswer, status: number, code: ErrorCode): void {
  const problem = problemOf(answer);
  expect({ status: answer.status, code: problem.code }).toEqual({ status, code });
  expect(problem.detail).toMatch(/^[\w"].{10,}\.$/);
}

const JSON_TYPE = "application/json";

describe.each(WITH_BODY)("the body of $name", ({ endpoint }) => {
  it.each([
    ["broken JSON", '{"a":'],
    ["nothing", ""],
    ["a number", "7"],
    ["null", "null"],
    ["a text", '"text"'],
    ["a list", "[]"],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00])],
  ])("may not be %s", async (_, body) => {
    expectProblem(await send(endpoint, { body, type: JSON_TYPE }), 400, "invalid_request");
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", undefined])(
    "may not come as %s",
    async (type) => {
      const body = new TextEncoder().encode("{}");
      const answer = await send(endpoint, { body, ...(type === undefined ? {} : { type }) });
      expectProblem(answer, 415, "unsupported_media_type");
    },
  );

  it("may not have 300 kB", async () => {
    const body = JSON.stringify({ text: "x".repeat(300_000) });
    expectProblem(await send(endpoint, { body, type: JSON_TYPE }), 413, "too_large");
  });

  it("may have no field of another type, and the field is named", async () => {
    for (const field of fieldsOf(endpoint)) {
      for (const value of [{ unexpected: true }, [[]], null]) {
        const answer = await send(endpoint, { body: JSON.stringify({ [field]: value }), type: JSON_TYPE });
        expectProblem(answer, 400, "invalid_request");
        const fields = problemOf(answer).errors?.map((error) => error.field) ?? [];
        expect(fields.some((named) => named === `body.${field}` || named.startsWith(`body.${field}.`))).toBe(
          true,
        );
      }
    }
  });
});

describe.each(SIGNED_IN)("the address of $name", ({ name, endpoint }) => {
  it("takes no parameter of another form", async () => {
    if (endpoint.params === undefined) return;
    for (const parameter of ["x", "%00", "..%2F..%2Fetc", "hcp_'%20OR%201=1", "a".repeat(900)]) {
      const answer = await send(endpoint, {
        path: pathOf(endpoint, parameter),
        ...(endpoint.body === undefined ? {} : { body: "{}", type: JSON_TYPE }),
      });
      expect([400, 404]).toContain(answer.status);
    }
    expectProblem(
      await send(endpoint, {
        path: pathOf(endpoint, "!"),
        ...(endpoint.body === undefined ? {} : { body: "{}", type: JSON_TYPE }),
      }),
      400,
      "invalid_request",
    );
  });

  it("takes no page of a strange size and no invented cursor", async () => {
    if (endpoint.query === undefined || !("limit" in endpoint.query.shape)) return;
    for (const limit of ["abc", "0", "-1", "1000000", "1.5"])
      expectProblem(await send(endpoint, { query: `?limit=${limit}` }), 400, "invalid_request");
    const cursor = Buffer.from('{"pk":"HCP#somebody","sk":"x"}').toString("base64url");
    const answer = await send(endpoint, { query: `?cursor=${cursor}` });
    expect([400, 404]).toContain(answer.status);
  });

  it.each([
    ["no token", undefined],
    ["a token that is none", "Bearer nonsense"],
    ["a token of another signer", `Bearer ${unsigned()}`],
    ["a token of an hour ago", `Bearer ${shared.expiredToken}`],
  ])("is closed to %s", async (_, authorization) => {
    const answer = await rawCall(`${app}${pathOf(endpoint)}`, {
      method: endpoint.method,
      headers: { ...(authorization === undefined ? {} : { authorization }), "content-type": JSON_TYPE },
      ...(endpoint.method === "GET" ? {} : { body: "{}" }),
    });
    expectCalm(answer);
    expect({ name, status: answer.status }).toEqual({ name, status: 401 });
  });

  it.each(["HEAD", "OPTIONS", "DELETE"])("answers %s without an error of ours", async (method) => {
    const authorization = tokens.get(endpoint.who[0]) ?? "";
    const { status } = await rawCall(`${app}${pathOf(endpoint)}`, { method, headers: { authorization } });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe("an address that does not exist", () => {
  it.each(["/api/", "/api/unknown", "/api/hcps/", "/api//hcps", "/api/hcps/x/y/z"])(
    "%s is not found",
    async (path) => {
      const answer = await rawCall(`${app}${path}`, { headers: { authorization: tokens.get("rep") ?? "" } });
      expect(answer.status).toBe(404);
    },
  );
});

/** Fields of a body that a value of a wrong type must be refused for, read from its schema. */
function fieldsOf(endpoint: Endpoint): string[] {
  const schema = endpoint.kind === "json" ? endpoint.body : undefined;
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ sub: "x", exp: 4_000_000_000, "cognito:groups": ["admin"] })}.`;
}
