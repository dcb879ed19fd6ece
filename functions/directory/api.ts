import type { directoryApi, HcpView } from "../../shared/contracts/directory.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { alignRep } from "./align-rep.ts";
import { type HcpRowsDeps, hcpRows } from "./hcp-rows.ts";
import { findImport, listImports, refusedRows } from "./import-store.ts";
import { type ListScope, listHcps } from "./list-hcps.ts";
import { maskEmail, maskMobile } from "./mask-address.ts";
import type { PeopleTable } from "./profile-store.ts";
import { type RecordsTable, territoriesOf } from "./territory-store.ts";
import { seesEveryTerritory, visibleHcp } from "./visible-hcp.ts";

export type DirectoryApiDeps = PeopleTable & RecordsTable & HcpRowsDeps & { readonly auditTable: string };

/** Handlers of the directory: people, alignment, the state of imports. */
export function makeDirectoryApi(deps: DirectoryApiDeps): HandlersOf<typeof directoryApi> {
  return {
    me: async ({ caller, context }) => ({
      ...caller,
      territories: [...(await territoriesOf(deps, caller.userId, context.now))],
      now: instantText(context.now),
    }),

    listHcps: async ({ query, caller, context }) => {
      const scope = await scopeFor(caller, query.territory, context.now);
      const page = await listHcps(deps, scope, query);
      const items = page.items.map(maskedView);
      return page.cursor === undefined ? { items } : { items, cursor: page.cursor };
    },

    listHcpRows: async ({ query, caller, context }) => {
      const scope = await scopeFor(caller, undefined, context.now);
      const page = await listHcps(deps, scope, query);
      const items = await hcpRows(deps, caller, page.items, context.now);
      return page.cursor === undefined ? { items } : { items, cursor: page.cursor };
    },

    readHcp: async ({ params, caller, context }) =>
      maskedView(await visibleHcp(deps, caller, params.hcpId, "directory.hcp.read", context.now)),

    listImports: async ({ query }) => {
      const before = query.cursor === undefined ? undefined : placeIn(query.cursor);
      const { items, next } = await listImports(deps, { before, limit: query.limit });
      const cursor = next === undefined ? {} : { cursor: Buffer.from(next).toString("base64url") };
      return { items: [...items], ...cursor };
    },

    readImport: async ({ params, query }) => {
      const found = await findImport(deps, params.importId);
      if (found === undefined) throw new AppError("not_found", "There is no such import.");
      const afterRow = afterRowOf(query.cursor);
      const refused = await refusedRows(deps, params.importId, { afterRow, limit: query.limit });
      const last = refused.rows.at(-1);
      return {
        ...found,
        refused: [...refused.rows],
        ...(refused.more && last !== undefined ? { cursor: String(last.row) } : {}),
      };
    },

    alignRep: async ({ params, body, caller, context }) => ({
      userId: params.userId,
      ...(await alignRep(deps, caller, { ...params, ...body }, context.now)),
    }),
  };

  /** A rep's own territories, or the one asked for if it is among them; whoever is not bound sees all. */
  async function scopeFor(caller: Caller, territory: string | undefined, now: Instant): Promise<ListScope> {
    if (seesEveryTerritory(caller))
      return territory === undefined ? "everybody" : { territories: [territory] };
    const own = await territoriesOf(deps, caller.userId, now);
    if (territory === undefined) return { territories: own };
    if (own.includes(territory)) return { territories: [territory] };
    const denial = {
      actor: { type: "user" as const, id: caller.userId },
      action: "directory.hcp.list",
      objectId: territory,
      reason: "other_territory",
    };
    await recordDenial(deps.tables, deps.auditTable, denial, now);
    throw new AppError("not_found", "There is no such territory here for you.");
  }
}

/** Pure: what others see of a person. */
function maskedView(hcp: Hcp): HcpView {
  const { email, mobile, ...open } = hcp;
  return {
    ...open,
    ...(email === undefined ? {} : { email: maskEmail(email) }),
    ...(mobile === undefined ? {} : { mobile: maskMobile(mobile) }),
    ...(hcp.mobileDoubtedAt === undefined ? {} : { mobileDoubted: true }),
  };
}

/** A cursor holds a place of this list and nothing else. */
function placeIn(cursor: string): string {
  const place = Buffer.from(cursor, "base64url").toString("utf8");
  if (/^\d{4}-[\d:.TZ-]+#imp_[0-9A-Z]{26}$/.test(place)) return place;
  throw new AppError("invalid_request", "The cursor is not of this list. Start again without it.", {
    field: "query.cursor",
  });
}

function afterRowOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,7}$/.test(cursor)) return Number(cursor);
  throw new AppError("invalid_request", "The cursor is not of this list. Start again without it.", {
    field: "query.cursor",
  });
}
