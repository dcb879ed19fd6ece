import type { contentApi, VersionView } from "../../shared/contracts/content.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import type { ContentVersion, Editor } from "../../shared/model/content.ts";
import { ContentId, VersionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { findAsset } from "../media/facts.ts";
import { type AuditFact, auditPart } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import type { Profiles } from "../runtime/profiles.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { commit, noSuchVersion, orRefuse } from "./commit.ts";
import {
  type ContentItem,
  itemPart,
  type RecordsTable,
  readItem,
  readVersion,
  versionPart,
} from "./store.ts";
import { validityIn } from "./validity.ts";
import { draftVersion, editVersion, kindProblemOf, submitVersion } from "./version-state.ts";
import { versionView } from "./version-view.ts";

export interface ContentDeps extends RecordsTable {
  readonly auditTable: string;
  readonly profiles: Profiles;
}
type Writers = Pick<HandlersOf<typeof contentApi>, "createContent" | "editVersion" | "submitVersion">;

/** The marketer's side: write, edit, submit. Whoever writes is remembered as having a hand in it (MLR-1). */
export function makeWriters(deps: ContentDeps): Writers {
  return {
    createContent: async ({ body, caller, context: { now } }) => {
      const versionId = VersionId.parse(newId("ver", now));
      const { product, contentId: existing, ...text } = body;
      const asset = await findAsset(deps, text.assetId);
      if (asset === undefined) {
        throw new AppError("not_allowed", "There is no such upload. Upload the file first.", {
          field: "body.assetId",
        });
      }
      const kindProblem = kindProblemOf(text, asset);
      if (kindProblem !== undefined)
        throw new AppError("not_allowed", kindProblem, { field: "body.readingText" });
      return commit(deps, async () => {
        const before = existing === undefined ? undefined : await readItem(deps, existing);
        if (existing !== undefined && before === undefined) {
          throw new AppError("not_found", "There is no content of which this could be a version.");
        }
        if (before !== undefined && before.product !== product) {
          const detail = `This content is about ${before.product}. A version of it cannot be about something else.`;
          throw new AppError("not_allowed", detail, { field: "body.product" });
        }
        const item: ContentItem = before ?? {
          contentId: ContentId.parse(newId("con", now)),
          rev: 0,
          product,
          owner: caller.userId,
          lastMajor: 0,
          current: {},
          editors: [],
        };
        const version = draftVersion({ versionId, contentId: item.contentId, product }, text, caller, now);
        return written(
          version,
          item,
          caller,
          "content.version.create",
          { after: { title: version.title } },
          now,
        );
      });
    },

    editVersion: async ({ params, body, caller, context: { now } }) => {
      const { rev, ...changes } = body;
      return commit(deps, async () => {
        const [before, item] = await versionAndItem(params.versionId);
        if (before.rev !== rev) {
          const detail = "Somebody changed this version. Read it again and repeat your change.";
          throw new AppError("conflict", detail, { field: "body.rev" });
        }
        const version = orRefuse(editVersion(before, changes, caller, now));
        const fields = Object.keys(changes) as (keyof typeof changes)[];
        const values = (of: ContentVersion) => Object.fromEntries(fields.map((field) => [field, of[field]]));
        const change = {
          before: { state: before.state, ...values(before) },
          after: { state: version.state, ...values(version) },
        };
        return written(version, item, caller, "content.version.edit", change, now);
      });
    },

    submitVersion: async ({ params, caller, context: { now } }) =>
      commit(deps, async () => {
        const before = await readVersion(deps, params.versionId);
        if (before === undefined) throw noSuchVersion();
        const facts = {
          asset: await findAsset(deps, before.assetId),
          validity: validityIn(before.countries, deps.profiles, now),
        };
        const version = orRefuse(submitVersion(before, facts, caller, now));
        const change = { before: { state: before.state }, after: { state: version.state } };
        return {
          parts: [
            versionPart(deps.recordsTable, version),
            await audited(version, caller, "content.version.submit", change, now),
          ],
          result: versionView(version, now),
        };
      }),
  };

  async function versionAndItem(versionId: VersionId): Promise<[ContentVersion, ContentItem]> {
    const version = await readVersion(deps, versionId);
    const item = version && (await readItem(deps, version.contentId));
    if (version === undefined || item === undefined) throw noSuchVersion();
    return [version, item];
  }

  async function written(
    version: ContentVersion,
    item: ContentItem,
    caller: Caller,
    action: string,
    change: Pick<AuditFact, "before" | "after">,
    now: Instant,
  ): Promise<{ readonly parts: readonly TransactPart[]; readonly result: VersionView }> {
    const editors = withEditor(item.editors, {
      userId: caller.userId,
      name: caller.name,
      at: instantText(now),
    });
    return {
      parts: [
        versionPart(deps.recordsTable, version),
        itemPart(deps.recordsTable, { ...item, rev: item.rev + 1, editors }),
        await audited(version, caller, action, change, now),
      ],
      result: versionView(version, now),
    };
  }

  function audited(
    version: ContentVersion,
    caller: Caller,
    action: string,
    change: Pick<AuditFact, "before" | "after">,
    now: Instant,
  ) {
    const fact: AuditFact = {
      actor: { type: "user", id: caller.userId, role: "marketer" },
      action,
      object: { type: "ContentVersion", id: version.versionId, version: String(version.rev) },
      ...change,
    };
    return auditPart(deps.tables, deps.auditTable, fact, now);
  }
}

/** Everybody once, with the first time their hand was in it. */
function withEditor(editors: readonly Editor[], editor: Editor): Editor[] {
  return editors.some((one) => one.userId === editor.userId) ? [...editors] : [...editors, editor];
}
