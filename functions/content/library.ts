import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { contentApi } from "../../shared/contracts/content.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import { VersionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { InstantText, instantText } from "../../shared/model/time.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { noSuchVersion } from "./commit.ts";
import { LIBRARY, readSignatures, readVersion, versionKey, versionOf } from "./store.ts";
import { shownState } from "./usable.ts";
import { versionView } from "./version-view.ts";
import type { ContentDeps } from "./write-version.ts";

type Readers = Pick<HandlersOf<typeof contentApi>, "listContent" | "readVersion">;

/** The library. Who only is a rep sees what is approved and in date, and of anything else not even that it exists. */
export function makeLibrary(deps: ContentDeps): Readers {
  return {
    listContent: async ({ query, caller, context: { now } }) => {
      const inUse = isOnlyRep(caller);
      const index = inUse ? "gsi2" : "gsi1";
      const partition = inUse ? LIBRARY.approved : LIBRARY.all;
      const found = await deps.tables.send(
        new QueryCommand({
          TableName: deps.recordsTable,
          IndexName: index,
          KeyConditionExpression: `${index}pk = :partition`,
          ...(inUse ? { FilterExpression: "validUntil > :now" } : {}),
          ExpressionAttributeValues: {
            ":partition": partition,
            ...(inUse ? { ":now": instantText(now) } : {}),
          },
          ScanIndexForward: false,
          Limit: query.limit,
          ExclusiveStartKey:
            query.cursor === undefined ? undefined : startKey(index, partition, query.cursor),
        }),
      );
      const last = found.LastEvaluatedKey?.[`${index}sk`];
      return {
        items: (found.Items ?? []).map((item) => versionView(versionOf(item), now)),
        ...(last === undefined ? {} : { cursor: Buffer.from(String(last)).toString("base64url") }),
      };
    },

    readVersion: async ({ params, caller, context: { now } }) => {
      const version = await readVersion(deps, params.versionId);
      if (isOnlyRep(caller) && (version === undefined || shownState(version, now) !== "approved")) {
        const denial = {
          actor: { type: "user", id: caller.userId, role: "rep" } as const,
          action: "content.version.read",
          objectId: params.versionId,
          reason: version === undefined ? "unknown_version" : "not_in_use",
        };
        await recordDenial(deps.tables, deps.auditTable, denial, now);
        throw noSuchVersion();
      }
      if (version === undefined) throw noSuchVersion();
      return { ...versionView(version, now), signatures: await readSignatures(deps, version.versionId) };
    },
  };
}

function isOnlyRep(caller: Caller): boolean {
  return !caller.roles.includes("marketer") && !caller.roles.includes("reviewer");
}

/** A cursor holds only the position, never the partition: nobody can page into what is not theirs. */
function startKey(index: string, partition: string, cursor: string): Record<string, string> {
  const [createdAt, id, ...more] = Buffer.from(cursor, "base64url").toString("utf8").split("#");
  const versionId = VersionId.safeParse(id);
  if (!versionId.success || !InstantText.safeParse(createdAt).success || more.length > 0) {
    const detail = "This is no cursor of this list. Start without one.";
    throw new AppError("invalid_request", detail, { field: "query.cursor" });
  }
  const position = `${createdAt}#${versionId.data}`;
  return { ...versionKey(versionId.data), [`${index}pk`]: partition, [`${index}sk`]: position };
}
