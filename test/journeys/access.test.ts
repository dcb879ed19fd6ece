import { beforeAll, describe, expect, it } from "vitest";
import { verifyChain } from "../../functions/audit/chain.ts";
import type { HcpView } from "../../shared/contracts/directory.ts";
import { ROLES, type Role } from "../../shared/model/roles.ts";
import { denialsOf } from "./audit-trail.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { align, bringIn, csvOf, importFile, person } from "./people.ts";
import { ENDPOINTS, pathOf, problemOf, rawCall, tokenOf } from "./raw-api.ts";

const journey = openJourney();
const { house } = journey;
/** A day of its own, so that its denials are one chain. */
const DAY = "2026-11-17";

beforeAll(() => leap(journey, `${DAY}T10:00:00.000Z`));

/** Each endpoint that not every role may use, with a role that may not. */
const CLOSED = ENDPOINTS.flatMap(({ name, endpoint }) => {
  if (endpoint.who === "anyone") return [];
  const { who } = endpoint;
  const outsider = ROLES.find((role) => !who.includes(role) && role !== "msl");
  return outsider === undefined ? [] : [{ name, endpoint, outsider }];
});

describe("a role that may not", () => {
  it.each(CLOSED)(
    "$outsider finds nothing at $name, and the audit knows of the try",
    async ({ endpoint, outsider }) => {
      const answer = await rawCall(`${house.address.app}${pathOf(endpoint)}`, {
        method: endpoint.method,
        headers: { authorization: await tokenOf(house, outsider), "content-type": "application/json" },
        ...(endpoint.method === "GET" ? {} : { body: "{}" }),
      });
      expect({ status: answer.status, code: problemOf(answer).code }).toEqual({
        status: 404,
        code: "not_found",
      });
      const denials = await denialsOf(journey, await house.userId(outsider), DAY);
      expect(denials).toContainEqual(
        expect.objectContaining({
          action: `${endpoint.method} ${endpoint.path}`,
          after: { objectId: pathOf(endpoint) },
          reason: "role",
        }),
      );
    },
  );

  it("leaves a chain of denials without gap or alteration", async () => {
    for (const role of new Set(CLOSED.map(({ outsider }): Role => outsider))) {
      const denials = await denialsOf(journey, await house.userId(role), DAY);
      expect(denials.length).toBeGreaterThan(0);
      expect(verifyChain(denials)).toEqual([]);
    }
  });
});

describe("a rep and somebody of another territory", () => {
  let stranger: HcpView;
  beforeAll(async () => {
    await importFile(house, csvOf([{ external_id: "ACC-1", territory: "GB-91", email: "acc1@example.com" }]));
    const all = await house.as("admin").call("listHcps", { query: { territory: "GB-91" } });
    stranger = person(new Map(all.items.map((hcp) => [hcp.externalId, hcp])), "ACC-1");
  });

  const rep = house.as("rep");
  const evidence = { method: "paper", textVersion: "consent.gb.1", reference: "paper-1" } as const;
  const versionId = "ver_01ARZ3NDEKTSV4RRFFQ69G5FAV";
  const tries: Readonly<Record<string, (hcpId: string) => Promise<unknown>>> = {
    readHcp: (hcpId) => rep.call("readHcp", { params: { hcpId } }),
    readConsent: (hcpId) => rep.call("readConsent", { params: { hcpId } }),
    recordConsent: (hcpId) =>
      rep.call("recordConsent", {
        params: { hcpId },
        body: { action: "withdraw", channel: "email", evidence },
      }),
    captureConsent: (hcpId) =>
      rep.call("captureConsent", {
        params: { hcpId },
        body: {
          method: "paper",
          reference: "F-1",
          texts: [{ textVersion: "x.1", textSha256: "a".repeat(64) }],
        },
      }),
    readSpace: (hcpId) => rep.call("readSpace", { params: { hcpId } }),
    arrangeSpace: (hcpId) =>
      rep.call("arrangeSpace", { params: { hcpId }, body: { items: [{ versionId }], rev: 0 } }),
    composeMessage: (hcpId) => rep.call("composeMessage", { body: { hcpId, channel: "email" } }),
    dryRun: (hcpId) => rep.call("dryRun", { body: { hcpId, channel: "email" } }),
    listMessages: (hcpId) => rep.call("listMessages", { params: { hcpId }, query: {} }),
    readHcpInsights: (hcpId) => rep.call("readHcpInsights", { params: { hcpId } }),
    readTimeline: (hcpId) => rep.call("readTimeline", { params: { hcpId }, query: {} }),
  };

  it.each(Object.entries(tries))("%s finds nothing, as if the person did not exist", async (_, attempt) => {
    const before = (await denialsOf(journey, await house.userId("rep"), DAY)).length;
    expect(await refusalOf(attempt(stranger.hcpId))).toBe("not_found");
    expect(await refusalOf(attempt("hcp_01ARZ3NDEKTSV4RRFFQ69G5FAV"))).toBe("not_found");
    const denials = (await denialsOf(journey, await house.userId("rep"), DAY)).slice(before);
    expect(denials[0]?.after).toEqual({ objectId: stranger.hcpId });
  });

  it("lists nobody of a territory that is not the rep's", async () => {
    const mine = await rep.call("listHcps", { query: {} });
    expect(mine.items.map(({ externalId }) => externalId)).not.toContain("ACC-1");
    const rows = await rep.call("listHcpRows", { query: {} });
    expect(rows.items.map(({ hcpId }) => hcpId)).not.toContain(stranger.hcpId);
  });

  it("finds the person from the hour of the alignment on and until its end", async () => {
    await align(house, "GB-91", "2026-11-18T00:00:00.000Z");
    const seen = await rep.call("readHcp", { params: { hcpId: stranger.hcpId } });
    expect(seen).toMatchObject({ externalId: "ACC-1", email: "a\u2022\u2022\u2022@example.com" });
    expect((await rep.call("me", {})).territories).toContain("GB-91");
    await leap(journey, "2026-11-18T00:00:01.000Z");
    expect(await refusalOf(rep.call("readHcp", { params: { hcpId: stranger.hcpId } }))).toBe("not_found");
    await house.setClock(`${DAY}T10:00:00.000Z`);
  });

  it("shows everybody to administration and compliance", async () => {
    for (const role of ["admin", "compliance"] as const) {
      const all = await house.as(role).call("listHcps", { query: { limit: 100, q: "Brennan" } });
      expect(all.items.map(({ externalId }) => externalId)).toContain("ACC-1");
    }
  });
});

describe("a page of people", () => {
  it("goes on where the one before ended, and nobody is on two", async () => {
    const rows = ["a", "b", "c", "d", "e"].map((last) => ({
      external_id: `PAGE-${last}`,
      last_name: `Paging ${last}`,
      territory: "GB-92",
    }));
    await bringIn(house, rows);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await house.as("rep").call("listHcps", {
        query: { territory: "GB-92", limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
      seen.push(...page.items.map(({ lastName }) => lastName));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(rows.map(({ last_name }) => last_name));
  });
});
