/** What other capabilities may read of templates: values out, no access to their records. */
export { productNames } from "./product-names.ts";
export { readTemplateVersion as findTemplateVersion } from "./store.ts";
export { templatesFor } from "./template-list.ts";
export { readTypingRight as findTypingRight } from "./typing-right.ts";
export { usableTemplate } from "./usable-template.ts";
export { readRestrictedWords as findRestrictedWords } from "./words-store.ts";
