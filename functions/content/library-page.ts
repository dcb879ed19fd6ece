import type { ContentVersion } from "../../shared/model/content.ts";
import { VersionId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type NewestList, newestPage } from "../runtime/newest-page.ts";
import { LIBRARY, type RecordsTable, versionKey, versionOf } from "./store.ts";

/** A page of the library: everything, or only what is approved and in date. */
export interface LibraryPage {
  readonly inUse: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const LIST: NewestList = {
  partitions: LIBRARY,
  keyOf: (id) => {
    const { data } = VersionId.safeParse(id);
    return data && versionKey(data);
  },
};

/**
 * A page of versions, newest first: one Query on gsi1, or for what is in use on gsi2.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function libraryPage(
  deps: RecordsTable,
  page: LibraryPage,
  now: Instant,
): Promise<{ readonly versions: readonly ContentVersion[]; readonly cursor?: string }> {
  const { items, ...rest } = await newestPage(deps, LIST, page, now);
  return { versions: items.map((item) => versionOf(item)), ...rest };
}
