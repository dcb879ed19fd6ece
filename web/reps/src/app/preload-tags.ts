import type { HtmlTagDescriptor, Rolldown } from "vite";

/** What the page asks for at once: the app, and the screen that most people come to first. */
const FIRST = ["/src/start.tsx", "/features/insights/today-screen.tsx"];

/** The letters of nearly every line: a line that changes its letters changes its length, and what is below it moves. */
const LETTERS = /inter-latin-wght-normal-[^/]*\.woff2$/;

/**
 * Preloads of the files that the first screen will ask for, so that they come side by side instead of one after the other.
 * @param bundle what was built
 */
export function preloadTags(bundle: Rolldown.OutputBundle): HtmlTagDescriptor[] {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const visit = (file: string) => {
    const chunk = bundle[file];
    if (chunk?.type !== "chunk" || scripts.has(file)) return;
    scripts.add(file);
    for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
    for (const imported of chunk.imports) visit(imported);
  };
  for (const [file, chunk] of Object.entries(bundle))
    if (chunk.type === "chunk" && FIRST.some((source) => chunk.facadeModuleId?.endsWith(source))) visit(file);
  const letters = Object.keys(bundle).filter((file) => LETTERS.test(file));
  return [
    ...[...styles].map((file) => ({ rel: "preload", as: "style", href: `/${file}` })),
    ...[...scripts].map((file) => ({ rel: "modulepreload", href: `/${file}` })),
    ...letters.map((file) => ({ rel: "preload", as: "font", fetchpriority: "low", href: `/${file}` })),
  ].map((attrs) => ({ tag: "link", attrs: { crossorigin: true, ...attrs }, injectTo: "head" }));
}
