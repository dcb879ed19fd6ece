import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { canonicalJson } from "../../shared/model/canonical-json.ts";
import { foldName } from "../../shared/model/fold-name.ts";
import { Hcp, HcpMasterData } from "../../shared/model/hcp.ts";
import { HcpId, type UserId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import { newId } from "../runtime/ids.ts";
import { backOff, type TransactPart, transact } from "../runtime/transaction.ts";
import { addressHash } from "./address-hash.ts";
import { mobileIndexKey } from "./hcps-by-mobile.ts";
import {
  type ImportMark,
  type PeopleTable,
  profileKey,
  readStoredHcp,
  type StoredHcp,
} from "./profile-store.ts";

export interface ImportPersonDeps extends PeopleTable {
  readonly auditTable: string;
  /** Base64 key of the address hashes. */
  readonly pepper: string;
}

/** Which row of which import asks, and for whom. */
export interface RowOrigin extends Pick<ImportMark, "importId" | "row"> {
  readonly requestedBy: UserId;
}

const ATTEMPTS = 10;

/**
 * Brings one person in: a new profile under an external id that nobody has, or the changed facts of a known one. What
 * the company's data does not know (status) stays. The second run of a row finds its own mark and writes nothing.
 * @throws Error when rivals kept winning; the run is then repeated
 */
export async function importPerson(
  deps: ImportPersonDeps,
  person: HcpMasterData,
  origin: RowOrigin,
  now: Instant,
): Promise<ImportMark["outcome"] | "unchanged"> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await findByExternalId(deps, person.externalId);
    if (known?.lastImport?.importId === origin.importId && known.lastImport.row === origin.row) {
      return known.lastImport.outcome;
    }
    const changed = changedFields(known, person);
    if (changed.length === 0) return "unchanged";
    const outcome = known === undefined ? "added" : "updated";
    const parts = await partsOf(deps, { known, person, origin, outcome, changed }, now);
    if ((await transact(deps.tables, parts)).kind === "committed") return outcome;
    await backOff(attempt);
  }
  throw new Error(`row ${origin.row} of ${origin.importId} met a rival ${ATTEMPTS} times`);
}

/** Pure: names of the facts that an import would change; all that are given for somebody new. */
function changedFields(known: HcpMasterData | undefined, person: HcpMasterData): string[] {
  const fields = Object.keys(HcpMasterData.shape) as (keyof HcpMasterData)[];
  return fields.filter(
    (field) => canonicalJson(known?.[field] ?? null) !== canonicalJson(person[field] ?? null),
  );
}

/** Who has this external id, with the mark of the last import. */
export async function findByExternalId(
  deps: PeopleTable,
  externalId: string,
): Promise<StoredHcp | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: externalKey(externalId), ConsistentRead: true }),
  );
  if (found.Item === undefined) return undefined;
  return readStoredHcp(deps, HcpId.parse(found.Item["hcpId"]));
}

function externalKey(externalId: string) {
  return { pk: `EXTERNAL#${externalId}`, sk: "EXTERNAL" };
}

interface Change {
  readonly known: StoredHcp | undefined;
  readonly person: HcpMasterData;
  readonly origin: RowOrigin;
  readonly outcome: ImportMark["outcome"];
  readonly changed: readonly string[];
}

async function partsOf(deps: ImportPersonDeps, change: Change, now: Instant): Promise<TransactPart[]> {
  const { known, person, origin, outcome, changed } = change;
  const hcp: Hcp = Hcp.parse({
    ...person,
    hcpId: known?.hcpId ?? newId("hcp", now),
    status: known?.status ?? "active",
    // somebody else answered from this number; another number is another matter
    ...(known?.mobile === person.mobile ? { mobileDoubtedAt: known?.mobileDoubtedAt } : {}),
    emailHash: person.email === undefined ? undefined : addressHash(deps.pepper, "email", person.email),
    mobileHash: person.mobile === undefined ? undefined : addressHash(deps.pepper, "sms", person.mobile),
    rev: (known?.rev ?? 0) + 1,
  });
  const lastImport: ImportMark = { importId: origin.importId, row: origin.row, outcome };
  const sortName = `${foldName(hcp.lastName)} ${foldName(hcp.firstName)}#${hcp.hcpId}`;
  const profile: TransactPart = {
    name: "profile_changed",
    item: {
      Put: {
        TableName: deps.peopleTable,
        Item: {
          ...profileKey(hcp.hcpId),
          v: 1,
          ...hcp,
          lastImport,
          gsi1pk: territoryIndexKey(hcp.territory),
          gsi1sk: sortName,
          gsi2pk: EVERYBODY,
          gsi2sk: sortName,
          ...(hcp.mobileHash === undefined
            ? {}
            : { gsi3pk: mobileIndexKey(hcp.mobileHash), gsi3sk: hcp.hcpId }),
        },
        ...(known === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "rev = :before", ExpressionAttributeValues: { ":before": known.rev } }),
      },
    },
  };
  const external: TransactPart = {
    name: "external_id_taken",
    item: {
      Put: {
        TableName: deps.peopleTable,
        Item: { ...externalKey(hcp.externalId), v: 1, hcpId: hcp.hcpId },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
  const fact = {
    actor: { type: "user", id: origin.requestedBy, role: "admin" },
    action: `directory.hcp.${outcome}`,
    object: { type: "Hcp", id: hcp.hcpId, version: String(hcp.rev) },
    after: { importId: origin.importId, row: origin.row, changed: [...changed] },
  } as const;
  const audit = await auditPart(deps.tables, deps.auditTable, fact, now);
  return known === undefined ? [profile, external, audit] : [profile, audit];
}

/** Index partitions: the people of a territory, and everybody, both by folded last name. */
export const EVERYBODY = "HCPS";
export function territoryIndexKey(territory: string): string {
  return `TERRITORY#${territory}`;
}
