import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Sha256, TemplateVersionId } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { versionPart } from "../content/store.ts";
import { approvedVersion } from "../content/version.fixture.ts";
import { newId } from "../runtime/ids.ts";
import { templateUnchangedPart } from "./conditions.ts";
import { context, makeDesk, marketer, none, person, refusal, rep, reviewer } from "./desk.fixture.ts";
import { MAIL_TEXT, NOW, SMS_TEXT } from "./template.fixture.ts";

let engine: EngineTables;
let desk: ReturnType<typeof makeDesk>;
beforeAll(async () => {
  engine = await startTables();
  desk = makeDesk(engine);
});
afterAll(() => engine.close());

describe("a template", () => {
  it("is used once another person has signed its exact words, with a code for each country (MLR-1, MLR-3, MLR-10)", async () => {
    const draft = await desk.drafted();
    expect(await desk.offered()).not.toContain(draft.versionId);
    const waiting = await desk.submit(draft);
    expect(await refusal(desk.approve(waiting, person("u-marketer", "reviewer")))).toBe(
      "separation_of_duties",
    );
    expect(await refusal(desk.approve(waiting, reviewer, Sha256.parse("f".repeat(64))))).toBe(
      "conflict body.sha256",
    );
    const view = await desk.approve(waiting);
    expect(view).toMatchObject({ state: "approved", major: 1, expiresAt: "2027-11-12T10:00:00.000Z" });
    expect(view.materialCodes?.map(({ code }) => code)).toEqual([
      expect.stringMatching(/^IE-MSG-26-\d{5}$/),
      expect.stringMatching(/^GB-MSG-26-\d{5}$/),
    ]);
    const read = await desk.templates.readTemplate(desk.of(view, rep));
    expect(read).toMatchObject({
      signatures: [
        { printedName: reviewer.name, meaning: "I approve these words", sha256: view.bytesSha256 },
      ],
    });
    expect(await desk.offered()).toContain(view.versionId);
    const chain = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": `TemplateVersion#${view.versionId}` },
      }),
    );
    expect(chain.Items?.map(({ action }) => action)).toEqual([
      "template.version.create",
      "template.version.submit",
      "template.version.approve",
    ]);
  });

  it("is offered only in its country, language and channel, until its last instant (MLR-6, MLR-9)", async () => {
    const expiresAt = instantText(NOW + DAY);
    const { versionId } = await desk.approved({ ...SMS_TEXT, countries: ["IE"], expiresAt });
    const seen = async (change: Parameters<typeof desk.offered>[0]) =>
      (await desk.offered(change)).includes(versionId);
    expect(await seen({})).toBe(true);
    expect(
      await Promise.all([
        seen({ country: "GB" }),
        seen({ language: "en-GB" }),
        seen({ channel: "email" }),
        seen({ now: NOW + DAY }),
      ]),
    ).toEqual([false, false, false, false]);
  });

  it("is not submitted with what reviewers could never sign, also a product that nobody listed (INV-8)", async () => {
    await desk.committed(
      versionPart(engine.names.records, approvedVersion({ product: "Nephrolan", rev: 1 })),
    );
    const draft = await desk.drafted({ ...SMS_TEXT, body: "{company}: Nephrolan {reason} {link} {stop}" });
    expect(await refusal(desk.submit(draft))).toBe("not_allowed body");
    expect(
      await refusal(desk.submit(await desk.drafted({ ...SMS_TEXT, body: "{company} {reason} {link}" }))),
    ).toBe("not_allowed body");
  });

  it("is a draft again with any edit, and what was looked at before cannot be signed (MLR-3)", async () => {
    const waiting = await desk.submit(await desk.drafted());
    const edit = (rev: number) =>
      desk.templates.editTemplate({
        ...desk.of(waiting, marketer),
        body: { ...SMS_TEXT, body: "{company}: {rep} kindly {reason} {link} {stop}", rev },
      });
    expect(await refusal(edit(1))).toBe("conflict body.rev");
    expect(await edit(waiting.rev)).toMatchObject({ state: "draft" });
    const again = await desk.submit(waiting);
    expect(await refusal(desk.approve(again, reviewer, waiting.bytesSha256))).toBe("conflict body.sha256");
  });

  it("goes back with a reason, and a rep never sees it (MLR-4)", async () => {
    const waiting = await desk.submit(await desk.drafted());
    const back = await desk.templates.returnTemplate({
      ...desk.of(waiting, reviewer),
      body: { reason: "Say who writes." },
    });
    expect(back).toMatchObject({ state: "draft", returned: { reason: "Say who writes." } });
    expect(await refusal(Promise.resolve(desk.templates.readTemplate(desk.of(waiting, rep))))).toBe(
      "not_found",
    );
  });

  it("gives way to its next version where that is approved, and keeps its place elsewhere", async () => {
    const first = await desk.approved();
    const { templateId } = first;
    const second = await desk.approved({ ...SMS_TEXT, countries: ["IE"] }, { templateId });
    expect(second.major).toBe(2);
    expect(await desk.offered()).not.toContain(first.versionId);
    expect(await desk.offered({ country: "GB" })).toContain(first.versionId);
    await desk.approved({ ...SMS_TEXT, countries: ["GB"] }, { templateId });
    expect(await desk.templates.readTemplate(desk.of(first, marketer))).toMatchObject({
      state: "superseded",
    });
  });

  it("ends with its withdrawal, and no transaction that judged it before commits (MLR-7)", async () => {
    const view = await desk.approved(MAIL_TEXT);
    const judged = templateUnchangedPart(engine.names.records, view);
    expect(await desk.committed(judged)).toBe("committed");
    expect(await desk.withdraw(view)).toMatchObject({ state: "withdrawn", withdrawalReason: "regulator" });
    expect(await desk.committed(judged)).toBe("refused");
    expect(await desk.offered({ channel: "email" })).not.toContain(view.versionId);
    expect(await refusal(Promise.resolve(desk.withdraw(view)))).toBe("wrong_state");
  });

  it("is found page by page, and a cursor of nowhere is refused", async () => {
    await Promise.all([desk.drafted(), desk.drafted(), desk.drafted()]);
    const list = (cursor?: string, limit = 2) =>
      desk.templates.listTemplates({
        ...none,
        query: { limit, cursor },
        caller: marketer,
        context: context(),
      });
    const first = await list();
    const second = await list(first.cursor);
    const ids = [...first.items, ...second.items].map(({ versionId }) => versionId);
    expect(new Set(ids).size).toBe(4);
    expect(await refusal(Promise.resolve(list("bm9wZQ")))).toBe("invalid_request query.cursor");
    const own = await desk.templates.listTemplates({
      ...none,
      query: { limit: 100, cursor: undefined },
      caller: rep,
      context: context(),
    });
    expect(new Set(own.items.map(({ state }) => state))).toEqual(new Set(["approved"]));
  });

  it("that does not exist is nobody's", async () => {
    const ghost = { versionId: TemplateVersionId.parse(newId("tpv", NOW)) };
    for (const ask of [
      () => desk.templates.submitTemplate(desk.of(ghost, marketer)),
      () => desk.templates.readTemplate(desk.of(ghost, rep)),
      () => desk.templates.readTemplate(desk.of(ghost, reviewer)),
    ])
      expect(await refusal(Promise.resolve(ask()))).toBe("not_found");
  });
});
