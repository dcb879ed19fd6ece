import type { TemplateVersion } from "../../shared/model/template.ts";
import { frameWords, NO_TOKEN } from "../../shared/model/template-frame.ts";
import { type TemplateProblem, templateProblems } from "../../shared/model/template-lint.ts";
import type { Instant } from "../../shared/model/time.ts";
import { productNames } from "./product-names.ts";
import type { RecordsTable } from "./store.ts";

/** What the checks find in a template, with the products that are promoted at this moment. */
export async function problemsOf(
  deps: RecordsTable & { readonly company: string; readonly hcpOrigin: string },
  version: TemplateVersion,
  now: Instant,
): Promise<TemplateProblem[]> {
  const { contact, stop } = frameWords(version.language);
  return templateProblems(version, {
    company: deps.company,
    link: `${deps.hcpOrigin}/s/${NO_TOKEN}`,
    products: await productNames(deps, now),
    contact,
    stop,
  });
}
