import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { VersionView } from "../../shared/contracts/content.ts";
import type { AssetIn } from "../../shared/model/asset.ts";
import { type ContentId, UserId, type VersionId } from "../../shared/model/ids.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import { readyAsset } from "../media/ready-asset.fixture.ts";
import { assetPart } from "../media/store.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import { transact } from "../runtime/transaction.ts";
import { makeContent } from "./handlers.ts";
import { versionKey } from "./store.ts";
import { NOW, OTHER_HASH, TEXT } from "./version.fixture.ts";

export const person = (id: string, ...roles: Role[]): Caller => ({
  userId: UserId.parse(id),
  name: `Name of ${id}`,
  roles,
});
export const marketer = person("u-marketer", "marketer");
export const reviewer = person("u-reviewer", "reviewer");
export const rep = person("u-rep", "rep");
export const context = (now = NOW) => ({ now, requestId: "r", headers: {}, cookies: [] });
export const none = { query: undefined, body: undefined };

interface More {
  readonly contentId?: ContentId;
  readonly countries?: ["IE"];
  readonly expiresAt?: string;
}

/** Content as its people write, review and withdraw it, in these tables. */
export function makeDesk(engine: EngineTables) {
  const deps = {
    tables: engine.tables,
    recordsTable: engine.names.records,
    auditTable: engine.names.audit,
    profiles: demoProfiles,
  };
  const content = makeContent(deps);

  async function video(): Promise<AssetIn<"ready">> {
    const asset = readyAsset(NOW);
    await transact(engine.tables, [assetPart(engine.names.records, asset, [])]);
    return asset;
  }
  async function written(asset: AssetIn<"ready">, more: More = {}) {
    const body = { ...TEXT, assetId: asset.assetId, product: "Cardiolex", ...more };
    return (await content.createContent({
      body,
      caller: marketer,
      context: context(),
      params: undefined,
      query: undefined,
    })) as VersionView;
  }
  async function submitted(asset: AssetIn<"ready">, more: More = {}) {
    const { versionId } = await written(asset, more);
    const request = { params: { versionId }, ...none, caller: marketer, context: context() };
    return (await content.submitVersion(request)) as VersionView;
  }
  async function approve(
    version: VersionView,
    caller = reviewer,
    sha256 = version.bytesSha256 ?? OTHER_HASH,
  ) {
    const body = { sha256, meaning: "I approve this material as medically accurate" };
    const request = {
      params: { versionId: version.versionId },
      query: undefined,
      body,
      caller,
      context: context(),
    };
    return (await content.approveVersion(request)) as VersionView;
  }
  const withdraw = (versionId: VersionId) =>
    content.withdrawVersion({
      params: { versionId },
      query: undefined,
      body: { reason: "safety_update" },
      caller: reviewer,
      context: context(),
    });
  const chain = async (pk: string) => {
    const input = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } };
    return (
      (await engine.tables.send(new QueryCommand({ TableName: engine.names.audit, ...input }))).Items ?? []
    );
  };
  const stored = async (versionId: VersionId) =>
    (
      await engine.tables.send(
        new GetCommand({ TableName: engine.names.records, Key: versionKey(versionId) }),
      )
    ).Item;

  return { approve, chain, content, deps, stored, submitted, video, withdraw, written };
}
