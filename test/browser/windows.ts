import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { test as base, describe, inject } from "vitest";
import type { House } from "../journeys/house.ts";
import { theHouse } from "./cast.ts";
import { USER_AGENTS } from "./chromium.ts";
import { watch } from "./watch.ts";

/** Where pictures and pages of failed tests are put. */
const RESULTS = resolve(import.meta.dirname, "../../test-results");

/** A recording of every step, to be opened with `npx playwright-core show-trace`; it slows everything down. */
const TRACED = process.env["BROWSER_TRACE"] !== undefined;
/** Milliseconds after which something that does not appear is missing. */
const PATIENCE = 20_000;

const SHARED: BrowserContextOptions = { locale: "en-GB", timezoneId: "Europe/London" };

const PHONE = { ...SHARED, userAgent: USER_AGENTS.phone, isMobile: true, hasTouch: true };

/** On what a person looks at the pages. */
export const DEVICES = {
  desk: { ...SHARED, userAgent: USER_AGENTS.desk, viewport: { width: 1440, height: 900 } },
  phone: { ...PHONE, viewport: { width: 390, height: 844 } },
  smallPhone: { ...PHONE, viewport: { width: 360, height: 640 } },
  narrow: { ...PHONE, viewport: { width: 320, height: 640 } },
} as const satisfies Record<string, BrowserContextOptions>;

export interface WindowOptions extends Omit<BrowserContextOptions, "baseURL"> {
  readonly on: keyof typeof DEVICES;
}

export interface BrowserTest {
  readonly house: House;
  /** Opens a window of somebody with a browser profile of their own. What goes wrong in it fails the test. */
  open(options: WindowOptions): Promise<Page>;
  /** One more complaint to expect: what a test provokes, such as an answer 503, is no defect. */
  expectComplaint(words: RegExp): void;
}

let browser: Promise<Browser> | undefined;

/** One connection for all tests of a file. */
function connected(endpoint: string): Promise<Browser> {
  browser ??= chromium.connect(endpoint);
  return browser;
}

interface OpenWindow {
  readonly context: BrowserContext;
  readonly complaints: readonly string[];
}

/** A test with a house and windows; each window is closed after it, and must have been free of complaints. */
export const test = base.extend<{ readonly stage: BrowserTest }>({
  stage: async ({ task }, use) => {
    const { browser: found } = inject("browserHouses");
    const house = theHouse();
    const windows: OpenWindow[] = [];
    const expected: RegExp[] = [];
    await use({
      house,
      async open({ on, ...options }) {
        if ("missing" in found) throw new Error(found.missing);
        const context = await (await connected(found.endpoint)).newContext({ ...DEVICES[on], ...options });
        context.setDefaultTimeout(PATIENCE);
        if (TRACED) await context.tracing.start({ screenshots: true, snapshots: true });
        const { complaints } = await watch(context, Object.values(house.address));
        const page = await context.newPage();
        windows.push({ context, complaints });
        return page;
      },
      expectComplaint: (words) => void expected.push(words),
    });
    const said = windows
      .flatMap(({ complaints }) => complaints)
      .filter((complaint) => !expected.some((words) => words.test(complaint)));
    if (said.length > 0 || task.result?.state === "fail") await keep(task.name, windows, said);
    await Promise.all(windows.map(({ context }) => context.close()));
    if (said.length > 0) throw new Error(`the windows were not clean:\n${said.join("\n")}`);
  },
});

/** Runs its tests where there is a browser, and says in the report why it does not. */
export function inBrowser(name: string, tests: () => void): void {
  const { browser: found } = inject("browserHouses");
  if ("missing" in found) describe.skip(`${name} (${found.missing})`, tests);
  else describe(name, tests);
}

/** Puts what the windows showed at the end of a failed test into `test-results/`. */
async function keep(test: string, windows: readonly OpenWindow[], said: readonly string[]): Promise<void> {
  mkdirSync(RESULTS, { recursive: true });
  const name = test.replace(/[^\w]+/g, "-").slice(0, 80);
  const pages = windows.flatMap(({ context }) => context.pages());
  for (const [n, page] of pages.entries()) {
    const file = join(RESULTS, `${name}-${n + 1}`);
    try {
      await page.screenshot({ path: `${file}.png`, fullPage: true });
      const shown = await page.locator("body").ariaSnapshot();
      writeFileSync(`${file}.txt`, [page.url(), ...said, "", shown].join("\n"));
    } catch {
      // a window that hangs has no picture
    }
  }
  if (!TRACED) return;
  for (const [n, { context }] of windows.entries())
    await context.tracing.stop({ path: join(RESULTS, `${name}-${n + 1}.zip`) });
}
