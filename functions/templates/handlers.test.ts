import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../shared/contracts/errors.ts";
import type { TemplateView } from "../../shared/contracts/templates.ts";
import { MessageId, Sha256, TemplateVersionId, UserId } from "../../shared/model/ids.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import type { TemplateText } from "../../shared/model/template.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { versionPart } from "../content/store.ts";
import { approvedVersion } from "../content/version.fixture.ts";
import { newId } from "../runtime/ids.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import { transact } from "../runtime/transaction.ts";
import { mayTypePart, templateUnchangedPart, wordsUnchangedPart } from "./conditions.ts";
import { templatesFor } from "./facts.ts";
import { makeTemplates } from "./handlers.ts";
import { MAIL_TEXT, NOW, SMS_TEXT } from "./template.fixture.ts";
import { typingRightPart } from "./typing-right.ts";

let engine: EngineTables;
let templates: ReturnType<typeof makeTemplates>;
beforeAll(async () => {
  engine = await startTables();
  templates = makeTemplates(deps());
});
afterAll(() => engine.close());

const deps = () => ({
  tables: engine.tables,
  recordsTable: engine.names.records,
  auditTable: engine.names.audit,
  profiles: demoProfiles,
  hcpOrigin: "https://hcp.acme.example",
  company: "Acme Therapeutics",
});
const person = (id: string, ...roles: Role[]): Caller => ({
  userId: UserId.parse(id),
  name: `Name of ${id}`,
  roles,
});
const marketer = person("u-marketer", "marketer");
const reviewer = person("u-reviewer", "reviewer");
const compliance = person("u-compliance", "compliance");
const rep = person("u-rep", "rep");
const context = (now = NOW) => ({ now, requestId: "r", headers: {}, cookies: [] });
const none = { params: undefined, query: undefined, body: undefined };

async function drafted(
  text: TemplateText = SMS_TEXT,
  more: { templateId?: TemplateView["templateId"] } = {},
) {
  const view = await templates.createTemplate({
    ...none,
    body: { ...text, ...more },
    caller: marketer,
    context: context(),
  });
  return view as TemplateView;
}
const of = ({ versionId }: { versionId: TemplateView["versionId"] }, caller: Caller, now = NOW) => ({
  ...none,
  params: { templateVersionId: versionId },
  caller,
  context: context(now),
});
const submit = async (view: TemplateView) =>
  (await templates.submitTemplate(of(view, marketer))) as TemplateView;
const approve = async (view: TemplateView, caller = reviewer, sha256 = view.bytesSha256) =>
  (await templates.approveTemplate({
    ...of(view, caller),
    body: { sha256: sha256 ?? Sha256.parse("f".repeat(64)), meaning: "I approve these words" },
  })) as TemplateView;
const approved = async (text?: TemplateText, more?: Parameters<typeof drafted>[1]) =>
  approve(await submit(await drafted(text, more)));
const withdraw = (view: TemplateView) =>
  templates.withdrawTemplate({ ...of(view, reviewer), body: { reason: "regulator" } });
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: unknown) => (error instanceof AppError ? `${error.code} ${error.field ?? ""}`.trim() : error),
  );
const offered = async (
  change: { country?: string; language?: string; channel?: "sms" | "email"; now?: number } = {},
) => {
  const use = { country: "IE", language: "en-IE", channel: "sms" as const, now: NOW, ...change };
  return (await templatesFor(deps(), use)).map(({ versionId }) => versionId);
};
const committed = async (...parts: Parameters<typeof transact>[1]) =>
  (await transact(engine.tables, parts)).kind;

describe("a template", () => {
  it("is used once another person has signed its exact words, with a code for each country (MLR-1, MLR-3, MLR-10)", async () => {
    const draft = await drafted();
    expect(await offered()).not.toContain(draft.versionId);
    const waiting = await submit(draft);
    expect(await refusal(approve(waiting, person("u-marketer", "reviewer")))).toBe("separation_of_duties");
    expect(await refusal(approve(waiting, reviewer, Sha256.parse("f".repeat(64))))).toBe(
      "conflict body.sha256",
    );
    const view = await approve(waiting);
    expect(view).toMatchObject({ state: "approved", major: 1, expiresAt: "2027-11-12T10:00:00.000Z" });
    expect(view.materialCodes?.map(({ code }) => code)).toEqual([
      expect.stringMatching(/^IE-MSG-26-\d{5}$/),
      expect.stringMatching(/^GB-MSG-26-\d{5}$/),
    ]);
    const read = await templates.readTemplate(of(view, rep));
    expect(read).toMatchObject({
      signatures: [
        { printedName: reviewer.name, meaning: "I approve these words", sha256: view.bytesSha256 },
      ],
    });
    expect(await offered()).toContain(view.versionId);
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
    const { versionId } = await approved({ ...SMS_TEXT, countries: ["IE"], expiresAt });
    const seen = async (change: Parameters<typeof offered>[0]) => (await offered(change)).includes(versionId);
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
    await committed(versionPart(engine.names.records, approvedVersion({ product: "Nephrolan", rev: 1 })));
    const draft = await drafted({ ...SMS_TEXT, body: "{company}: Nephrolan {reason} {link} {stop}" });
    expect(await refusal(submit(draft))).toBe("not_allowed body");
    expect(await refusal(submit(await drafted({ ...SMS_TEXT, body: "{company} {reason} {link}" })))).toBe(
      "not_allowed body",
    );
  });

  it("is a draft again with any edit, and what was looked at before cannot be signed (MLR-3)", async () => {
    const waiting = await submit(await drafted());
    const edit = (rev: number) =>
      templates.editTemplate({
        ...of(waiting, marketer),
        body: { ...SMS_TEXT, body: "{company}: {rep} kindly {reason} {link} {stop}", rev },
      });
    expect(await refusal(edit(1))).toBe("conflict body.rev");
    expect(await edit(waiting.rev)).toMatchObject({ state: "draft" });
    const again = await submit(waiting);
    expect(await refusal(approve(again, reviewer, waiting.bytesSha256))).toBe("conflict body.sha256");
  });

  it("goes back with a reason, and a rep never sees it (MLR-4)", async () => {
    const waiting = await submit(await drafted());
    const back = await templates.returnTemplate({
      ...of(waiting, reviewer),
      body: { reason: "Say who writes." },
    });
    expect(back).toMatchObject({ state: "draft", returned: { reason: "Say who writes." } });
    expect(await refusal(Promise.resolve(templates.readTemplate(of(waiting, rep))))).toBe("not_found");
  });

  it("gives way to its next version where that is approved, and keeps its place elsewhere", async () => {
    const first = await approved();
    const { templateId } = first;
    const second = await approved({ ...SMS_TEXT, countries: ["IE"] }, { templateId });
    expect(second.major).toBe(2);
    expect(await offered()).not.toContain(first.versionId);
    expect(await offered({ country: "GB" })).toContain(first.versionId);
    await approved({ ...SMS_TEXT, countries: ["GB"] }, { templateId });
    expect(await templates.readTemplate(of(first, marketer))).toMatchObject({ state: "superseded" });
  });

  it("ends with its withdrawal, and no transaction that judged it before commits (MLR-7)", async () => {
    const view = await approved(MAIL_TEXT);
    const judged = templateUnchangedPart(engine.names.records, view);
    expect(await committed(judged)).toBe("committed");
    expect(await withdraw(view)).toMatchObject({ state: "withdrawn", withdrawalReason: "regulator" });
    expect(await committed(judged)).toBe("refused");
    expect(await offered({ channel: "email" })).not.toContain(view.versionId);
    expect(await refusal(Promise.resolve(withdraw(view)))).toBe("wrong_state");
  });

  it("is found page by page, and a cursor of nowhere is refused", async () => {
    await Promise.all([drafted(), drafted(), drafted()]);
    const list = (cursor?: string, limit = 2) =>
      templates.listTemplates({ ...none, query: { limit, cursor }, caller: marketer, context: context() });
    const first = await list();
    const second = await list(first.cursor);
    const ids = [...first.items, ...second.items].map(({ versionId }) => versionId);
    expect(new Set(ids).size).toBe(4);
    expect(await refusal(Promise.resolve(list("bm9wZQ")))).toBe("invalid_request query.cursor");
    const own = await templates.listTemplates({
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
      () => templates.submitTemplate(of(ghost, marketer)),
      () => templates.readTemplate(of(ghost, rep)),
      () => templates.readTemplate(of(ghost, reviewer)),
    ])
      expect(await refusal(Promise.resolve(ask()))).toBe("not_found");
  });
});

describe("a country's restricted words", () => {
  it("are written by one at a time, and what was judged with the ones before does not commit (MLR-14)", async () => {
    const write = (rev: number, word: string) =>
      templates.writeRestrictedWords({
        ...none,
        params: { country: "IE" },
        body: { lists: [{ partial: [word], exact: [], names: [] }], rev },
        caller: compliance,
        context: context(),
      });
    const before = wordsUnchangedPart(engine.names.records, { country: "IE", rev: 0 });
    expect(await committed(before)).toBe("committed");
    expect(await write(0, "golf")).toMatchObject({ rev: 1 });
    expect(await committed(before)).toBe("refused");
    expect(await refusal(Promise.resolve(write(0, "tennis")))).toBe("conflict body.rev");
    expect(await write(1, "tennis")).toMatchObject({ rev: 2, lists: [{ partial: ["tennis"] }] });
  });

  it("say who wrote them last, and when; the audit chain holds what stood before (INV-10)", async () => {
    const asked = { ...none, params: { country: "FR" as const }, body: undefined, caller: compliance };
    const read = () => templates.readRestrictedWords({ ...asked, context: context() });
    expect(await read()).toEqual({ country: "FR", lists: [], rev: 0 });
    const write = (rev: number, word: string) =>
      templates.writeRestrictedWords({
        ...asked,
        body: { lists: [{ partial: [], exact: [word], names: [] }], rev },
        context: context(),
      });
    await write(0, "golf");
    await write(1, "tennis");
    const { userId, name } = compliance;
    expect(await read()).toMatchObject({ changed: { by: { userId, name }, at: instantText(NOW) }, rev: 2 });
    const chain = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": "RestrictedWords#FR" },
      }),
    );
    expect(chain.Items?.map((link) => [link["actor"], link["before"]])).toMatchObject([
      [{ id: userId }, { lists: [] }],
      [{ id: userId }, { lists: [{ partial: [], exact: ["golf"], names: [] }] }],
    ]);
  });
});

describe("a rep's right to type", () => {
  it("is listed while it is suspended and comes back with a reason (MLR-16)", async () => {
    const userId = UserId.parse("u-typist");
    const messageId = MessageId.parse(newId("msg", NOW));
    const mayType = mayTypePart(engine.names.records, userId);
    expect(await committed(mayType)).toBe("committed");
    const by = { userId: compliance.userId, name: compliance.name };
    const right = {
      userId,
      name: "Ana Ruiz",
      state: "suspended" as const,
      messageId,
      at: instantText(NOW),
      by,
      rev: 1,
    };
    await committed(typingRightPart(engine.names.records, right));
    expect(await committed(mayType)).toBe("refused");
    const listed = async () =>
      (await templates.listSuspended({ ...none, caller: compliance, context: context() })).items;
    expect(await listed()).toMatchObject([{ userId, name: "Ana Ruiz", messageId }]);
    const restore = () =>
      templates.restoreTyping({
        ...none,
        params: { userId },
        body: { reason: "Trained again." },
        caller: compliance,
        context: context(NOW + DAY),
      });
    expect(await restore()).toMatchObject({ state: "restored" });
    expect([await committed(mayType), await listed()]).toEqual(["committed", []]);
    expect(await refusal(Promise.resolve(restore()))).toBe("wrong_state");
  });
});
