import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VersionView } from "../../shared/contracts/content.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import { ContentId, VersionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { DAY } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { newId } from "../runtime/ids.ts";
import { context, makeDesk, marketer, none, rep, reviewer } from "./desk.fixture.ts";
import { NOW, TEXT } from "./version.fixture.ts";

let engine: EngineTables;
let desk: ReturnType<typeof makeDesk>;
beforeAll(async () => {
  engine = await startTables();
  desk = makeDesk(engine);
});
afterAll(() => engine.close());

describe("the library", () => {
  it("shows a rep what is approved and in date, page by page, and a marketer everything", async () => {
    const list = async (caller: Caller, now = NOW) => {
      const seen: VersionView[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 3, cursor };
        const page = await desk.content.listContent({
          query,
          params: undefined,
          body: undefined,
          caller,
          context: context(now),
        });
        seen.push(...(page.items as VersionView[]));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return seen;
    };
    for (let count = 0; count < 4; count++) await desk.approve(await desk.submitted(await desk.video()));
    await desk.submitted(await desk.video());
    await desk.written(await desk.video());
    const everything = await list(marketer);
    expect(everything).toHaveLength(6);
    expect(new Set(everything.map((one) => one.versionId)).size).toBe(everything.length);
    const inUse = await list(rep);
    expect(inUse.map((one) => one.state)).toEqual(inUse.map(() => "approved"));
    expect(inUse.length).toBe(everything.filter((one) => one.state === "approved").length);
    expect(await list(rep, NOW + 366 * DAY)).toEqual([]);
  });

  it("tells a rep nothing about a draft, records the attempt, and takes no foreign cursor", async () => {
    const { versionId } = await desk.written(await desk.video());
    const request = { params: { versionId }, ...none, context: context() };
    await expect(desk.content.readVersion({ ...request, caller: rep })).rejects.toBeInstanceOf(AppError);
    expect(await desk.content.readVersion({ ...request, caller: reviewer })).toMatchObject({
      state: "draft",
      signatures: [],
    });
    expect(await desk.chain("Denial#u-rep#2026-11-12")).toMatchObject([{ reason: "not_in_use" }]);
    const query = { limit: 1, cursor: Buffer.from("x#y").toString("base64url") };
    await expect(
      desk.content.listContent({
        query,
        params: undefined,
        body: undefined,
        caller: rep,
        context: context(),
      }),
    ).rejects.toMatchObject({ code: "invalid_request", field: "query.cursor" });
  });

  it("refuses a version about another product, of unknown content or with an unknown video", async () => {
    const { contentId } = await desk.written(await desk.video());
    const create = async (body: object) =>
      desk.content.createContent({
        body: { ...TEXT, product: "Cardiolex", ...body },
        caller: marketer,
        context: context(),
        params: undefined,
        query: undefined,
      });
    await expect(create({})).rejects.toMatchObject({ code: "not_allowed", field: "body.assetId" });
    const { assetId } = await desk.video();
    await expect(create({ assetId, contentId, product: "Other" })).rejects.toMatchObject({
      field: "body.product",
    });
    const unknown = ContentId.parse(newId("con", NOW));
    await expect(create({ assetId, contentId: unknown })).rejects.toMatchObject({ code: "not_found" });
    await expect(desk.withdraw(VersionId.parse(newId("ver", NOW)))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
