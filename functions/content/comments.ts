import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type contentApi, MAX_COMMENTS } from "../../shared/contracts/content.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import { Comment } from "../../shared/model/content.ts";
import { CommentId, type VersionId } from "../../shared/model/ids.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import { instantText } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import { commit, noSuchVersion } from "./commit.ts";
import { versionsUnchangedParts } from "./conditions.ts";
import { readVersion, versionKey } from "./store.ts";
import type { ContentDeps } from "./write-version.ts";

type Handlers = Pick<HandlersOf<typeof contentApi>, "listComments" | "addComment">;

/** What people say about a version under review. Append only: a comment is part of how an approval came about. */
export function makeComments(deps: ContentDeps): Handlers {
  return {
    listComments: async ({ params }) => {
      if ((await readVersion(deps, params.versionId)) === undefined) throw noSuchVersion();
      return { items: await commentsOn(params.versionId) };
    },

    addComment: ({ params, body, caller, context: { now } }) =>
      commit(deps, async () => {
        const version = await readVersion(deps, params.versionId);
        if (version === undefined) throw noSuchVersion();
        if (version.state !== "draft" && version.state !== "in_review") {
          const detail = `This version is ${version.state}; what is said about it now belongs to a new version.`;
          throw new AppError("wrong_state", detail);
        }
        if ((await commentsOn(params.versionId)).length >= MAX_COMMENTS)
          throw new AppError("not_allowed", `A version takes ${MAX_COMMENTS} comments. Talk to its author.`);
        const comment: Comment = {
          commentId: CommentId.parse(newId("cmt", now)),
          versionId: version.versionId,
          ...(body.atMs === undefined ? {} : { atMs: body.atMs }),
          text: body.text,
          by: { userId: caller.userId, name: caller.name, role: roleOf(caller) },
          at: instantText(now),
        };
        const fact = {
          actor: { type: "user", id: caller.userId, role: roleOf(caller) } as const,
          action: "content.version.comment",
          object: { type: "ContentVersion", id: version.versionId, version: String(version.rev) },
          after: { commentId: comment.commentId },
        };
        return {
          parts: [
            {
              name: "comment_exists",
              item: {
                Put: {
                  TableName: deps.recordsTable,
                  Item: { ...commentKey(comment), v: 1, ...comment },
                  ConditionExpression: "attribute_not_exists(pk)",
                },
              },
            },
            // nobody comments on what was approved a moment ago
            ...versionsUnchangedParts(deps.recordsTable, [version]),
            await auditPart(deps.tables, deps.auditTable, fact, now),
          ],
          result: comment,
        };
      }),
  };

  async function commentsOn(versionId: VersionId): Promise<Comment[]> {
    const found = await deps.tables.send(
      new QueryCommand({
        TableName: deps.recordsTable,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :comment)",
        ExpressionAttributeValues: { ":pk": versionKey(versionId).pk, ":comment": "COMMENT#" },
        Limit: MAX_COMMENTS,
        ConsistentRead: true,
      }),
    );
    return (found.Items ?? []).map((item) => Comment.parse(item));
  }
}

function commentKey({ versionId, commentId }: Comment) {
  return { pk: versionKey(versionId).pk, sk: `COMMENT#${commentId}` };
}

/** In which of the two roles somebody speaks. */
function roleOf(caller: Caller): Role {
  return caller.roles.includes("reviewer") ? "reviewer" : "marketer";
}
