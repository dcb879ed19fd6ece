import { readFile } from "node:fs/promises";
import { sep } from "node:path";
import { type Plugin, transform } from "esbuild";

/**
 * Lets a bundle drop the values that its function does not use. esbuild must assume that a call such as
 * `z.object(…)` has an effect and keeps it, so one constant of a contract would bring all its schemas, and zod.
 * Making a value of `shared/` has no effect by the rules of the house, and making a schema never has.
 */
export const unusedValues: Plugin = {
  name: "unused-values",
  setup({ onLoad, initialOptions }) {
    const root = (initialOptions.absWorkingDir ?? process.cwd()) + sep;
    onLoad({ filter: /[/\\](shared|functions)[/\\].*\.ts$/ }, async ({ path }) => {
      if (!path.startsWith(root) || path.includes("node_modules")) return undefined;
      // printed by esbuild, so that every top-level statement begins at the left edge and nothing inside it does
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "ts",
        format: "esm",
        sourcefile: path,
        sourcemap: "inline",
        sourcesContent: false,
      });
      const initialiser = path.startsWith(`${root}shared${sep}`) ? ANY : SCHEMA;
      return { contents: withPureValues(code, initialiser), loader: "js" };
    });
  },
};

const ANY = /./;
const SCHEMA = /^(z|\w+\.extend)\b/;
/** A constant, from its name to the semicolon before the next statement. */
const CONSTANT = /^((?:export )?const \w+ = )((?:.|\n)+?);\n(?![ \t})\]])/gm;

/** Pure: the module with the initialisers of matching constants marked as having no effect. Line numbers stay. */
export function withPureValues(printed: string, initialiser: RegExp): string {
  return printed.replaceAll(CONSTANT, (statement, head: string, value: string) =>
    value.includes("(") && initialiser.test(value)
      ? `${head}/* @__PURE__ */ (() => (${value}))();\n`
      : statement,
  );
}
