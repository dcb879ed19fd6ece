import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Hcp } from "../../shared/model/hcp.ts";
import { type HcpId, ImportId } from "../../shared/model/ids.ts";
import type { Tables } from "../runtime/tables.ts";

/** Where people live. */
export interface PeopleTable {
  readonly tables: Tables;
  readonly peopleTable: string;
}

/** Which row of which import wrote a profile last: a second run of the import recognises its own work by it. */
export const ImportMark = z.object({
  importId: ImportId,
  row: z.int().positive(),
  outcome: z.enum(["added", "updated"]),
});
export type ImportMark = z.output<typeof ImportMark>;

/** An HCP as stored: the profile and the mark of the import that wrote it last. */
export const StoredHcp = Hcp.extend({ v: z.literal(1), lastImport: ImportMark.optional() });
export type StoredHcp = z.output<typeof StoredHcp>;

/** Key of an HCP's profile. */
export function profileKey(hcpId: HcpId): { readonly pk: string; readonly sk: string } {
  return { pk: `HCP#${hcpId}`, sk: "PROFILE" };
}

/** Reads a profile with the mark of its last import. */
export async function readStoredHcp(deps: PeopleTable, hcpId: HcpId): Promise<StoredHcp | undefined> {
  const item = await readProfile(deps, hcpId);
  return item === undefined ? undefined : StoredHcp.parse(item);
}

/** Reads one HCP; strongly consistent, so that a change of status or territory counts at once. */
export async function findHcp(deps: PeopleTable, hcpId: HcpId): Promise<Hcp | undefined> {
  const item = await readProfile(deps, hcpId);
  return item === undefined ? undefined : Hcp.parse(item);
}

/** Which import wrote an HCP's profile last. */
export async function lastImportOf(deps: PeopleTable, hcpId: HcpId): Promise<ImportMark | undefined> {
  return (await readStoredHcp(deps, hcpId))?.lastImport;
}

async function readProfile(deps: PeopleTable, hcpId: HcpId): Promise<object | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: profileKey(hcpId), ConsistentRead: true }),
  );
  return found.Item;
}
