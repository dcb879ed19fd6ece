import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VersionId } from "../../shared/model/ids.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { newId } from "../runtime/ids.ts";
import { context, makeDesk, marketer, none, reviewer } from "./desk.fixture.ts";
import { NOW } from "./version.fixture.ts";

let engine: EngineTables;
let desk: ReturnType<typeof makeDesk>;
beforeAll(async () => {
  engine = await startTables();
  desk = makeDesk(engine);
});
afterAll(() => engine.close());

describe("talk about a version", () => {
  const comment = (versionId: VersionId, text: string, atMs?: number, caller = reviewer, now = NOW) =>
    desk.content.addComment({
      params: { versionId },
      query: undefined,
      body: { text, ...(atMs === undefined ? {} : { atMs }) },
      caller,
      context: context(now),
    });
  const comments = async (versionId: VersionId) => {
    const read = await desk.content.listComments({
      params: { versionId },
      ...none,
      caller: marketer,
      context: context(),
    });
    return read.items.map((one) => [one.by.role, one.atMs, one.text]);
  };

  it("is kept in order with its moment of the film, by whom and in which role", async () => {
    const { versionId } = await desk.submitted(await desk.video());
    await comment(versionId, "The axis has no unit.", 44_000);
    await comment(versionId, "Will add it.", undefined, marketer, NOW + 1000);
    expect(await comments(versionId)).toEqual([
      ["reviewer", 44_000, "The axis has no unit."],
      ["marketer", undefined, "Will add it."],
    ]);
  });

  it("ends with the approval", async () => {
    const version = await desk.submitted(await desk.video());
    await desk.approve(version);
    await expect(comment(version.versionId, "Too late")).rejects.toMatchObject({ code: "wrong_state" });
    expect(await comments(version.versionId)).toEqual([]);
  });

  it("is not possible about nothing", async () => {
    const versionId = VersionId.parse(newId("ver", NOW));
    await expect(comment(versionId, "Hello")).rejects.toMatchObject({ code: "not_found" });
    await expect(comments(versionId)).rejects.toMatchObject({ code: "not_found" });
  });
});
