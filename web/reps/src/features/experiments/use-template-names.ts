import { useCall } from "../../app/api.tsx";
import { useHasRole } from "../../app/session.tsx";
import type { Experiment } from "./experiment-words.ts";

/** Names of the templates in a plan, for those who may read templates; asked only where an arm has one. */
export function useTemplateNames(plan: Experiment["plan"]): ReadonlyMap<string, string> {
  const reads = useHasRole("marketer", "compliance");
  const inWords = plan.arms.some(({ variant }) => variant.kind === "template");
  const templates = useCall("listTemplates", { query: { limit: 100 } }, { enabled: reads && inWords });
  return new Map(templates.data?.items.map(({ versionId, name }) => [versionId, name]));
}
