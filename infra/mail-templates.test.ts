import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compiledPath, compileMail, MAIL_TEMPLATES } from "./mail-templates.ts";

it.each(MAIL_TEMPLATES)("%s is compiled as it is written: npm run mail-templates", async (source) => {
  expect(readFileSync(compiledPath(source), "utf8")).toBe(await compileMail(source));
});
