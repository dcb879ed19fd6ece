import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

declare global {
  interface Window {
    readonly axe?: { run(options: RunOptions): Promise<AxeResults> };
  }
}

/**
 * What axe-core finds on a page, as sentences. It is run through the debugger, which no policy of the page forbids, so
 * the page is looked at as it is.
 */
export async function violations(page: Page, options: RunOptions = {}): Promise<string[]> {
  await stillness(page);
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(AXE);
  const found = await page.evaluate(async (asked) => {
    const results = await window.axe?.run({ resultTypes: ["violations"], ...asked });
    return (results?.violations ?? []).flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({
        id,
        help,
        target: target.join(" "),
        summary: failureSummary ?? "",
      })),
    );
  }, options);
  return found.map(
    ({ id, help, target, summary }) => `${id} (${help}) at ${target}: ${summary.replace(/\s+/g, " ")}`,
  );
}

/** Waits until every style change is over: a colour on its way from one scheme to the other is nobody's colour. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const changes = () => document.getAnimations().filter((one) => one instanceof CSSTransition);
    await frame();
    await frame();
    for (let running = changes(); running.length > 0; running = changes())
      await Promise.allSettled(running.map(({ finished }) => finished));
  });
}

/** For a page that was looked at in the other scheme: only colours can differ. */
export const COLOURS: RunOptions = {
  runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};
