import type { ExperimentPlan } from "../../shared/model/experiment.ts";
import type { TemplateVersion } from "../../shared/model/template.ts";
import { findTemplateVersion } from "../templates/facts.ts";
import type { RecordsTable } from "./store.ts";

/** The templates with whose words the arms of a plan leave, as far as they exist: one Get each, four at most. */
export async function templatesOf(
  deps: RecordsTable,
  { arms }: Pick<ExperimentPlan, "arms">,
): Promise<readonly TemplateVersion[]> {
  const found = await Promise.all(
    arms.map(({ variant }) =>
      variant.kind === "template" ? findTemplateVersion(deps, variant.versionId) : undefined,
    ),
  );
  return found.filter((template) => template !== undefined);
}
