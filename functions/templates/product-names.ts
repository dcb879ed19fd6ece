import type { Instant } from "../../shared/model/time.ts";
import { libraryPage } from "../content/facts.ts";
import type { RecordsTable } from "./store.ts";

/**
 * Names of everything the company promotes now, of the newest hundred approved pieces: names are taken over by themselves,
 * and nobody has to think of the list (MLR-14). What is on a page is named besides, however old it is.
 */
export async function productNames(deps: RecordsTable, now: Instant): Promise<string[]> {
  const { versions } = await libraryPage(deps, { inUse: true, limit: 100 }, now);
  return [...new Set(versions.map(({ product }) => product))];
}
