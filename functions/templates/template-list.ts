import { TemplateVersionId } from "../../shared/model/ids.ts";
import type { TemplateIn, TemplateVersion } from "../../shared/model/template.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type NewestList, newestPage } from "../runtime/newest-page.ts";
import { type RecordsTable, TEMPLATES, templateVersionKey, templateVersionOf } from "./store.ts";
import { type TemplateUse, usableTemplate } from "./usable-template.ts";

/** Most templates that a composer chooses from: a company has some dozens. */
const MOST_OFFERED = 100;

const LIST: NewestList = {
  partitions: TEMPLATES,
  keyOf: (id) => {
    const { data } = TemplateVersionId.safeParse(id);
    return data && templateVersionKey(data);
  },
};

/**
 * A page of versions, newest first: one Query on gsi1, or for what is in use on gsi2.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function templatePage(
  deps: RecordsTable,
  page: { readonly inUse: boolean; readonly limit: number; readonly cursor?: string | undefined },
  now: Instant,
): Promise<{ readonly versions: readonly TemplateVersion[]; readonly cursor?: string }> {
  const { items, ...rest } = await newestPage(deps, LIST, page, now);
  return { versions: items.map((item) => templateVersionOf(item)), ...rest };
}

/** The templates with whose words somebody may be written to now, newest first; of the newest hundred that are approved. */
export async function templatesFor(deps: RecordsTable, use: TemplateUse): Promise<TemplateIn<"approved">[]> {
  const { versions } = await templatePage(deps, { inUse: true, limit: MOST_OFFERED }, use.now);
  return versions.flatMap((version) => {
    const answer = usableTemplate(version, use);
    return answer.usable ? [answer.version] : [];
  });
}
