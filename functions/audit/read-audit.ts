import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { AuditLink } from "../../shared/contracts/audit.ts";
import type { Tables } from "../runtime/tables.ts";
import { ARCHIVE_PREFIX, type ArchiveDeps, keysBelow, readArchivedLinks, readDayRoot } from "./archive.ts";
import type { DayRoot } from "./chain.ts";
import type { AuditEvidence, Position } from "./verify-audit.ts";

/**
 * Reads the whole audit while it is being written: roots, then archive, then table, so that what comes meanwhile looks
 * like a link on its way and never like a fault. Reads every link twice; for an operator, never for a request.
 * @throws Error naming the day when an archived file is no list of links
 */
export async function readAudit(
  deps: ArchiveDeps & { readonly tables: Tables; readonly table: string },
): Promise<AuditEvidence> {
  const roots = new Map<string, DayRoot>();
  for (const day of await daysBelow(deps, ARCHIVE_PREFIX.roots)) {
    const root = await readDayRoot(deps, day);
    if (root !== undefined) roots.set(day, root);
  }
  const archived = new Map<string, readonly AuditLink[]>();
  for (const day of await daysBelow(deps, ARCHIVE_PREFIX.links)) {
    try {
      archived.set(day, await readArchivedLinks(deps, day));
    } catch (cause) {
      throw new Error(`the archived links of ${day} cannot be read: they were altered`, { cause });
    }
  }
  return { roots, archived, ...(await readTable(deps.tables, deps.table)) };
}

async function daysBelow(deps: ArchiveDeps, prefix: string): Promise<Set<string>> {
  const keys = await keysBelow(deps, prefix);
  return new Set(keys.map((key) => key.slice(prefix.length, prefix.length + "yyyy-mm-dd".length)));
}

async function readTable(tables: Tables, table: string): Promise<Pick<AuditEvidence, "links" | "strangers">> {
  const links: AuditLink[] = [];
  const strangers: Position[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await tables.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    for (const item of page.Items ?? []) {
      const place = { chain: String(item.pk), sequence: Number(item.sk) };
      const link = AuditLink.safeParse(item);
      const atHome = link.data?.chain === place.chain && link.data.sequence === place.sequence;
      if (link.success && atHome) links.push(link.data);
      else strangers.push(place);
    }
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return { links, strangers };
}
