import { AppError } from "../../shared/contracts/errors.ts";
import type { templatesApi } from "../../shared/contracts/templates.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { instantText } from "../../shared/model/time.ts";
import { type AuditFact, auditPart } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { commit } from "./commit.ts";
import { listSuspended, readTypingRight, typingRightPart } from "./typing-right.ts";
import { readRestrictedWords, restrictedWordsPart } from "./words-store.ts";
import type { TemplateDeps } from "./write-template.ts";

type Limits = Pick<
  HandlersOf<typeof templatesApi>,
  "readRestrictedWords" | "writeRestrictedWords" | "listSuspended" | "restoreTyping"
>;

/** What reps may not type, and who may not type at all: compliance's side (MLR-14, MLR-16). */
export function makeLimits(deps: TemplateDeps): Limits {
  return {
    readRestrictedWords: ({ params }) => readRestrictedWords(deps, params.country),

    writeRestrictedWords: ({ params, body, caller, context: { now } }) =>
      commit(deps, async () => {
        const before = await readRestrictedWords(deps, params.country);
        if (before.rev !== body.rev)
          throw new AppError(
            "conflict",
            "Somebody changed these words. Read them again and repeat your change.",
            {
              field: "body.rev",
            },
          );
        const by = { userId: caller.userId, name: caller.name };
        const words = {
          country: params.country,
          lists: body.lists,
          changed: { by, at: instantText(now) },
          rev: before.rev + 1,
        };
        const fact: AuditFact = {
          ...about(caller, "words.write", "RestrictedWords", params.country),
          before: { lists: before.lists },
          after: { lists: words.lists },
          ruleIds: ["MLR-14"],
        };
        const parts = [
          restrictedWordsPart(deps.recordsTable, words),
          await auditPart(deps.tables, deps.auditTable, fact, now),
        ];
        return { parts, result: words };
      }),

    listSuspended: async () => ({ items: await listSuspended(deps) }),

    restoreTyping: ({ params, body, caller, context: { now } }) =>
      commit(deps, async () => {
        const before = await readTypingRight(deps, params.userId);
        if (before === undefined)
          throw new AppError("not_found", "Nobody with a suspended right is here for you.");
        if (before.state === "restored")
          throw new AppError("wrong_state", `${before.name} may type already.`);
        const by = { userId: caller.userId, name: caller.name };
        const right = {
          ...before,
          state: "restored" as const,
          at: instantText(now),
          by,
          rev: before.rev + 1,
        };
        const fact: AuditFact = {
          ...about(caller, "typing.restore", "TypingRight", params.userId),
          before: { state: before.state },
          after: { state: right.state },
          reason: body.reason,
          ruleIds: ["MLR-16"],
        };
        const parts = [
          typingRightPart(deps.recordsTable, right),
          await auditPart(deps.tables, deps.auditTable, fact, now),
        ];
        return { parts, result: right };
      }),
  };
}

function about(caller: Caller, action: string, type: string, id: string): AuditFact {
  return { actor: { type: "user", id: caller.userId, role: "compliance" }, action, object: { type, id } };
}
