import { AppError } from "../../shared/contracts/errors.ts";
import type { templatesApi } from "../../shared/contracts/templates.ts";
import type { TemplateVersionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { TemplateIn, TemplateSignature, TemplateVersion } from "../../shared/model/template.ts";
import type { Instant } from "../../shared/model/time.ts";
import { nextMaterialCodes } from "../content/conditions.ts";
import { validityIn } from "../content/facts.ts";
import { type AuditFact, auditPart, recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { commit, noSuchTemplate, orRefuse } from "./commit.ts";
import {
  readTemplateItem,
  readTemplateVersion,
  type TemplateItem,
  templateItemPart,
  templateSignaturePart,
  templateVersionPart,
} from "./store.ts";
import { problemsOf } from "./template-problems.ts";
import { approveTemplate, returnTemplate, supersedeTemplate, withdrawTemplate } from "./template-state.ts";
import { templateView } from "./template-view.ts";
import type { TemplateDeps } from "./write-template.ts";

type Reviewers = Pick<
  HandlersOf<typeof templatesApi>,
  "approveTemplate" | "returnTemplate" | "withdrawTemplate"
>;

/** Stands in a material code where a piece has its product's letters: `IE-MSG-26-00012`. */
const CODE_LETTERS = "MSG";

/** The reviewer's side. Each answer is one transaction with its audit link (INV-10). */
export function makeReviewers(deps: TemplateDeps): Reviewers {
  const { recordsTable } = deps;
  return {
    approveTemplate: async ({ params, body, caller, context: { now } }) => {
      try {
        return await commit(deps, async () => {
          const [before, item] = await found(params.templateVersionId);
          const { versionId, countries } = before;
          const material = await nextMaterialCodes(
            deps,
            { versionId, countries, product: CODE_LETTERS },
            now,
          );
          const facts = {
            reviewer: caller,
            sha256: body.sha256,
            itemEditors: item.editors,
            problems: await problemsOf(deps, before, now),
            validity: validityIn(countries, deps.profiles, now),
            major: item.lastMajor + 1,
            materialCodes: material.codes,
          };
          const version = orRefuse(approveTemplate(before, facts, now));
          const signature: TemplateSignature = {
            versionId,
            signerUserId: caller.userId,
            printedName: caller.name,
            role: "reviewer",
            meaning: body.meaning,
            ts: version.approvedAt,
            sha256: version.bytesSha256,
          };
          const former = await formerVersions(version, item, now);
          const places = placesOf(version).map((place) => [place, versionId]);
          const current = { ...item.current, ...Object.fromEntries(places) };
          const next = { ...item, rev: item.rev + 1, lastMajor: version.major, current, editors: [] };
          return {
            parts: [
              templateVersionPart(recordsTable, version),
              templateSignaturePart(recordsTable, signature),
              templateItemPart(recordsTable, next),
              ...material.parts,
              ...former.map((one) => templateVersionPart(recordsTable, one)),
              ...(await Promise.all(
                approvalFacts(version, former, caller, body.meaning).map((fact) => audited(fact, now)),
              )),
            ],
            result: templateView(version, now),
          };
        });
      } catch (error) {
        if (error instanceof AppError && error.code === "separation_of_duties") {
          const actor = { type: "user", id: caller.userId, role: "reviewer" } as const;
          const denial = {
            actor,
            action: "mlr.sod.denied",
            objectId: params.templateVersionId,
            reason: "MLR-1",
          };
          await recordDenial(deps.tables, deps.auditTable, denial, now);
        }
        throw error;
      }
    },

    returnTemplate: ({ params, body, caller, context: { now } }) =>
      commit(deps, async () => {
        const [before] = await found(params.templateVersionId);
        const version = orRefuse(returnTemplate(before, body.reason, caller, now));
        const fact: AuditFact = {
          ...about(version, caller, "template.version.return"),
          before: { state: before.state },
          after: { state: version.state },
          reason: body.reason,
          ruleIds: ["MLR-4"],
        };
        const parts = [templateVersionPart(recordsTable, version), await audited(fact, now)];
        return { parts, result: templateView(version, now) };
      }),

    withdrawTemplate: ({ params, body, caller, context: { now } }) =>
      commit(deps, async () => {
        const [before, item] = await found(params.templateVersionId);
        const version = orRefuse(withdrawTemplate(before, body.reason, caller, now));
        const current = Object.fromEntries(
          Object.entries(item.current).filter(([, id]) => id !== version.versionId),
        );
        const fact: AuditFact = {
          ...about(version, caller, "template.version.withdraw"),
          before: { state: before.state },
          after: { state: version.state },
          reason: body.reason,
          ruleIds: ["MLR-7"],
        };
        const parts = [
          templateVersionPart(recordsTable, version),
          templateItemPart(recordsTable, { ...item, rev: item.rev + 1, current }),
          await audited(fact, now),
        ];
        return { parts, result: templateView(version, now) };
      }),
  };

  async function found(versionId: TemplateVersionId): Promise<[TemplateVersion, TemplateItem]> {
    const version = await readTemplateVersion(deps, versionId);
    const item = version && (await readTemplateItem(deps, version.templateId));
    if (version === undefined || item === undefined) throw noSuchTemplate();
    return [version, item];
  }

  /** What this approval takes the place of, already changed. */
  async function formerVersions(
    version: TemplateIn<"approved">,
    item: TemplateItem,
    now: Instant,
  ): Promise<TemplateIn<"approved" | "superseded">[]> {
    const ids = new Set(placesOf(version).flatMap((place) => item.current[place] ?? []));
    const former = await Promise.all([...ids].map((id) => readTemplateVersion(deps, id)));
    return former.flatMap((one) =>
      one?.state === "approved" ? [supersedeTemplate(one, version.countries, now)] : [],
    );
  }

  function audited(fact: AuditFact, now: Instant) {
    return auditPart(deps.tables, deps.auditTable, fact, now);
  }
}

/** What the template's `current` is keyed by: a translation is a version of its own (MLR-9). */
function placesOf(version: Pick<TemplateVersion, "countries" | "language">): string[] {
  return version.countries.map((country) => `${country}/${version.language}`);
}

function about(version: TemplateVersion, reviewer: Caller, action: string): AuditFact {
  const bytes = version.state === "draft" ? {} : { sha256: version.bytesSha256 };
  return {
    actor: { type: "user", id: reviewer.userId, role: "reviewer" },
    action,
    object: { type: "TemplateVersion", id: version.versionId, version: String(version.rev), ...bytes },
  };
}

function approvalFacts(
  version: TemplateIn<"approved">,
  former: readonly TemplateIn<"approved" | "superseded">[],
  reviewer: Caller,
  meaning: string,
): AuditFact[] {
  const { expiresAt, materialCodes } = version;
  return [
    {
      ...about(version, reviewer, "template.version.approve"),
      before: { state: "in_review" },
      after: { state: "approved", expiresAt, materialCodes },
      reason: meaning,
      ruleIds: ["MLR-1", "MLR-3", "MLR-6", "MLR-10"],
    },
    ...former.map(
      (one): AuditFact => ({
        ...about(one, reviewer, "template.version.supersede"),
        before: { state: "approved" },
        after: { state: one.state, supersededIn: one.supersededIn, by: version.versionId },
      }),
    ),
  ];
}
