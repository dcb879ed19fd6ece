import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HcpId, VersionId, VisitId } from "../../shared/model/ids.ts";
import type { ViewingWish } from "../../shared/model/preference.ts";
import { DAY, type Instant, instantText, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { appendConsent } from "../consent/append.ts";
import { newId } from "../runtime/ids.ts";
import { hcpVisitKey, hcpVisitVersionKey } from "./fold.ts";
import { makeForgetViewing } from "./forget-viewing.ts";
import { newestVisits } from "./visit-store.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

/** Somebody with visits, two pieces each, and a hand to press with. */
function somebody() {
  const hcpId = HcpId.parse(newId("hcp", NOW));
  const [kept, gone] = [VersionId.parse(newId("ver", NOW)), VersionId.parse(newId("ver", NOW))] as const;
  const deps = {
    tables: engine.tables,
    recordsTable: engine.names.records,
    auditTable: engine.names.audit,
    insightsTable: engine.names.insights,
  };
  const put = (key: object, at: Instant) =>
    engine.tables.send(
      new PutCommand({
        TableName: engine.names.insights,
        Item: { ...key, v: 1, rev: 1, watchedMs: 4000, lastAt: instantText(at) },
      }),
    );
  return {
    kept,
    gone,
    forget: () => makeForgetViewing(deps)({ hcpId }),
    visit: async (at: Instant) => {
      const visitId = VisitId.parse(newId("vis", at));
      await put(hcpVisitKey(hcpId, visitId), at);
      for (const versionId of [kept, gone]) await put(hcpVisitVersionKey(hcpId, visitId, versionId), at);
    },
    wish: (to: ViewingWish, at: Instant, versionId?: VersionId) =>
      appendConsent(
        deps,
        hcpId,
        { type: "hcp", id: hcpId },
        () => ({
          action: "prefer",
          actor: "hcp",
          scope: {},
          evidence: { textVersion: "pages.en.1", method: "web_form", reference: "vis_1" },
          preference: { viewing: { versionId, to } },
        }),
        at,
      ),
    seen: async () =>
      (await newestVisits(deps, hcpId, { limit: 1000 })).visits.map(({ versions }) =>
        versions.map(({ versionId }) => versionId),
      ),
  };
}

describe("what an HCP had deleted of their viewing (2.11)", () => {
  it("goes for good, with every visit before the wish, however many they are", async () => {
    const { visit, wish, forget, seen, kept, gone } = somebody();
    const VISITS = 150;
    for (let n = VISITS; n > 0; n--) await visit(NOW - n * MINUTE);
    await wish("deleted", NOW, gone);
    await visit(NOW + DAY);
    await forget();
    await forget();
    const visits = await seen();
    expect(visits).toHaveLength(VISITS + 1);
    expect(visits[0]?.toSorted()).toEqual([kept, gone].toSorted());
    for (const versions of visits.slice(1)) expect(versions).toEqual([kept]);
  });

  it("stays while it is only hidden", async () => {
    const { visit, wish, forget, seen, kept, gone } = somebody();
    await visit(NOW - MINUTE);
    await wish("hidden", NOW, gone);
    await forget();
    expect((await seen())[0]?.toSorted()).toEqual([kept, gone].toSorted());
  });

  it("goes for every piece where the person said so, and for a piece that is to count only in totals", async () => {
    const all = somebody();
    await all.visit(NOW - MINUTE);
    await all.wish("deleted", NOW);
    const total = somebody();
    await total.visit(NOW - MINUTE);
    await total.wish("total", NOW, total.gone);
    await Promise.all([all.forget(), total.forget()]);
    expect([await all.seen(), await total.seen()]).toEqual([[[]], [[total.kept]]]);
  });
});
