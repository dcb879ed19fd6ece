import { AppError } from "../../shared/contracts/errors.ts";
import type { TemplateView } from "../../shared/contracts/templates.ts";
import { Sha256, UserId } from "../../shared/model/ids.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import type { TemplateText } from "../../shared/model/template.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import { transact } from "../runtime/transaction.ts";
import { templatesFor } from "./facts.ts";
import { makeTemplates } from "./handlers.ts";
import { NOW, SMS_TEXT } from "./template.fixture.ts";

export const person = (id: string, ...roles: Role[]): Caller => ({
  userId: UserId.parse(id),
  name: `Name of ${id}`,
  roles,
});
export const marketer = person("u-marketer", "marketer");
export const reviewer = person("u-reviewer", "reviewer");
export const compliance = person("u-compliance", "compliance");
export const rep = person("u-rep", "rep");
export const context = (now = NOW) => ({ now, requestId: "r", headers: {}, cookies: [] });
export const none = { params: undefined, query: undefined, body: undefined };

/** What a request is refused with, in one line. */
export const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: unknown) => (error instanceof AppError ? `${error.code} ${error.field ?? ""}`.trim() : error),
  );

/** Templates as their people write, review and withdraw them, in these tables. */
export function makeDesk(engine: EngineTables) {
  const deps = {
    tables: engine.tables,
    recordsTable: engine.names.records,
    auditTable: engine.names.audit,
    profiles: demoProfiles,
    hcpOrigin: "https://hcp.acme.example",
    company: "Acme Therapeutics",
  };
  const templates = makeTemplates(deps);

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
  const offered = async (
    change: { country?: string; language?: string; channel?: "sms" | "email"; now?: number } = {},
  ) => {
    const use = { country: "IE", language: "en-IE", channel: "sms" as const, now: NOW, ...change };
    return (await templatesFor(deps, use)).map(({ versionId }) => versionId);
  };
  const committed = async (...parts: Parameters<typeof transact>[1]) =>
    (await transact(engine.tables, parts)).kind;

  return { approve, approved, committed, drafted, of, offered, submit, templates, withdraw };
}
