import { AppError } from "../../shared/contracts/errors.ts";
import type { TemplateView, templatesApi } from "../../shared/contracts/templates.ts";
import type { Editor } from "../../shared/model/content.ts";
import { TemplateId, TemplateVersionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { TemplateVersion } from "../../shared/model/template.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { validityIn } from "../content/facts.ts";
import { type AuditFact, auditPart } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import type { Profiles } from "../runtime/profiles.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { commit, noSuchTemplate, orRefuse } from "./commit.ts";
import {
  type RecordsTable,
  readTemplateItem,
  readTemplateVersion,
  type TemplateItem,
  templateItemPart,
  templateVersionPart,
} from "./store.ts";
import { problemsOf } from "./template-problems.ts";
import { draftTemplate, editTemplate, submitTemplate } from "./template-state.ts";
import { templateView } from "./template-view.ts";

export interface TemplateDeps extends RecordsTable {
  readonly auditTable: string;
  readonly profiles: Profiles;
  /** `https://…` of the HCP site: its length is part of every text. */
  readonly hcpOrigin: string;
  readonly company: string;
}
type Writers = Pick<HandlersOf<typeof templatesApi>, "createTemplate" | "editTemplate" | "submitTemplate">;

/** The marketer's side: write, edit, submit. Whoever writes is remembered as having a hand in it (MLR-1). */
export function makeWriters(deps: TemplateDeps): Writers {
  return {
    createTemplate: ({ body, caller, context: { now } }) => {
      const versionId = TemplateVersionId.parse(newId("tpv", now));
      const { templateId: existing, ...text } = body;
      return commit(deps, async () => {
        const before = existing === undefined ? undefined : await readTemplateItem(deps, existing);
        if (existing !== undefined && before === undefined)
          throw new AppError("not_found", "There is no template of which this could be a version.");
        const item: TemplateItem = before ?? {
          templateId: TemplateId.parse(newId("tpl", now)),
          rev: 0,
          owner: caller.userId,
          lastMajor: 0,
          current: {},
          editors: [],
        };
        const version = draftTemplate({ versionId, templateId: item.templateId }, text, caller, now);
        return written(
          version,
          item,
          caller,
          "template.version.create",
          { after: { name: version.name } },
          now,
        );
      });
    },

    editTemplate: ({ params, body, caller, context: { now } }) => {
      const { rev, ...text } = body;
      return commit(deps, async () => {
        const before = await readTemplateVersion(deps, params.templateVersionId);
        const item = before && (await readTemplateItem(deps, before.templateId));
        if (before === undefined || item === undefined) throw noSuchTemplate();
        if (before.rev !== rev)
          throw new AppError(
            "conflict",
            "Somebody changed this template. Read it again and repeat your change.",
            {
              field: "body.rev",
            },
          );
        const version = orRefuse(editTemplate(before, text, caller, now));
        const change = {
          before: { state: before.state, body: before.body, slots: before.slots },
          after: { state: version.state, body: version.body, slots: version.slots },
        };
        return written(version, item, caller, "template.version.edit", change, now);
      });
    },

    submitTemplate: ({ params, caller, context: { now } }) =>
      commit(deps, async () => {
        const before = await readTemplateVersion(deps, params.templateVersionId);
        if (before === undefined) throw noSuchTemplate();
        const facts = {
          problems: await problemsOf(deps, before, now),
          validity: validityIn(before.countries, deps.profiles, now),
        };
        const version = orRefuse(submitTemplate(before, facts, caller, now));
        const change = { before: { state: before.state }, after: { state: version.state } };
        return {
          parts: [
            templateVersionPart(deps.recordsTable, version),
            await audited(version, caller, "template.version.submit", change, now),
          ],
          result: templateView(version, now),
        };
      }),
  };

  async function written(
    version: TemplateVersion,
    item: TemplateItem,
    caller: Caller,
    action: string,
    change: Pick<AuditFact, "before" | "after">,
    now: Instant,
  ): Promise<{ readonly parts: readonly TransactPart[]; readonly result: TemplateView }> {
    const editor = { userId: caller.userId, name: caller.name, at: instantText(now) };
    const editors = withEditor(item.editors, editor);
    return {
      parts: [
        templateVersionPart(deps.recordsTable, version),
        templateItemPart(deps.recordsTable, { ...item, rev: item.rev + 1, editors }),
        await audited(version, caller, action, change, now),
      ],
      result: templateView(version, now),
    };
  }

  function audited(
    version: TemplateVersion,
    caller: Caller,
    action: string,
    change: Pick<AuditFact, "before" | "after">,
    now: Instant,
  ) {
    const fact: AuditFact = {
      actor: { type: "user", id: caller.userId, role: "marketer" },
      action,
      object: { type: "TemplateVersion", id: version.versionId, version: String(version.rev) },
      ...change,
    };
    return auditPart(deps.tables, deps.auditTable, fact, now);
  }
}

/** Everybody once, with the first time their hand was in it. */
function withEditor(editors: readonly Editor[], editor: Editor): Editor[] {
  return editors.some((one) => one.userId === editor.userId) ? [...editors] : [...editors, editor];
}
