import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import mjml2html from "mjml";

const ROOT = resolve(import.meta.dirname, "..");

/** Mails as they are designed, in MJML. Each is compiled beside its source, so that no bundle holds a compiler. */
export const MAIL_TEMPLATES = [
  "functions/messaging/invitation-mail.mjml",
  "functions/consent/confirmation-mail.mjml",
] as const;

/** The compiled module of a template. */
export function compiledPath(source: string): string {
  return join(ROOT, source.replace(/\.mjml$/, ".html.ts"));
}

/**
 * Compiles a template to the text of its module. Fonts are the reader's own: a mail asks nobody for anything but its
 * picture.
 * @throws Error with what MJML says about the template
 */
export async function compileMail(source: string): Promise<string> {
  const file = join(ROOT, source);
  const { html, errors } = await mjml2html(readFileSync(file, "utf8"), {
    filePath: file,
    // since version 5 a template has to be allowed to include, and only from where it says
    ignoreIncludes: false,
    includePath: dirname(dirname(file)),
    validationLevel: "soft",
    fonts: {},
  });
  if (errors.length > 0) {
    throw new Error(`${source}: ${errors.map(({ formattedMessage }) => formattedMessage).join("; ")}`);
  }
  const lines = html
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const name = relative(ROOT, file).replaceAll("\\", "/");
  return `/** Made from ${name} by \`npm run mail-templates\`. Change that file instead. */
export const html = \`${lines.join("\n").replace(/[`\\]|\$\{/g, "\\$&")}\`;
`;
}

if (process.argv[1] === import.meta.filename) {
  for (const source of MAIL_TEMPLATES) {
    const text = await compileMail(source);
    writeFileSync(compiledPath(source), text);
    console.log(`${String(text.length).padStart(6)} B  ${compiledPath(source)}`);
  }
}
