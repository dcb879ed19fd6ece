import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import { startHouse } from "../../local/start/house.ts";
import { CDK_OUT, synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { connect, type House } from "../journeys/house.ts";
import { appPages } from "./app-pages.ts";
import { launchOptions } from "./chromium.ts";
import { type Found, findInDemoData } from "./demo-finds.ts";
import { openSpace, pagesOf } from "./hcp-pages.ts";
import { PEOPLE, signIn } from "./rep.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const WIDTHS = { "390": { width: 390, height: 844 }, "1440": { width: 1440, height: 900 } } as const;
const SCHEMES = ["light", "dark"] as const;

const USAGE = `npm run screens -- [folder] [--house http://127.0.0.1:4000] [--only part-of-a-name]

  Pictures of every screen, page and mail, at 390 and 1440 px, in light and dark, from a house with the demo data.
  folder   where they are put (default dist/screens)
  --house  a house that runs already, by the address of its app site
  --only   names that contain this`;

interface Camera {
  readonly browser: Browser;
  readonly house: House;
  readonly folder: string;
  readonly wanted: (name: string) => boolean;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { house: { type: "string" }, only: { type: "string", default: "" }, help: { type: "boolean" } },
  });
  if (values.help === true) return console.log(USAGE);
  const folder = resolve(ROOT, positionals[0] ?? "dist/screens");
  mkdirSync(folder, { recursive: true });
  const running = values.house === undefined ? await houseWithDemoData() : neighbours(values.house);
  const browser = await chromium.launch(await launchOptions());
  try {
    const house = connect(running.address);
    const camera = { browser, house, folder, wanted: (name: string) => name.includes(values.only) };
    const found = await findInDemoData(house);
    let taken = 0;
    for (const colorScheme of SCHEMES)
      for (const width of ["390", "1440"] as const) taken += await takeAll(camera, found, width, colorScheme);
    console.log(`${taken} pictures in ${folder}`);
  } finally {
    await browser.close();
    await running.close();
  }
}

/** The addresses of a house whose app site is known: its ports follow each other. */
function neighbours(app: string) {
  const port = Number(new URL(app).port);
  const address = (at: number) => `http://127.0.0.1:${at}`;
  return {
    address: { app: address(port), hcp: address(port + 1), aws: address(port + 2) },
    close: async () => undefined,
  };
}

async function houseWithDemoData() {
  await synthesizeIfChanged();
  const dataDir = mkdtempSync(join(tmpdir(), "invito-screens-"));
  const options = { port: 0, dataDir, fresh: false, empty: false, faults: false };
  const house = await startHouse(CDK_OUT, options, (warning) => console.error(`! ${warning}`));
  return {
    address: house.addresses,
    close: async () => {
      await house.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function takeAll(
  camera: Camera,
  found: Found,
  width: keyof typeof WIDTHS,
  colorScheme: (typeof SCHEMES)[number],
): Promise<number> {
  const { browser, house, folder, wanted } = camera;
  let taken = 0;
  const open = async () => {
    const phone = width === "390";
    const context = await browser.newContext({
      viewport: WIDTHS[width],
      colorScheme,
      isMobile: phone,
      hasTouch: phone,
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "Europe/London",
    });
    return context.newPage();
  };
  const take = async (page: Page, name: string, address: string, act?: (page: Page) => Promise<void>) => {
    if (!wanted(name)) return;
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    await act?.(page);
    await page.waitForLoadState("networkidle");
    // a window as high as the page, or bars at its lower edge would stand in the middle of the picture
    const { width: wide, height: high } = WIDTHS[width];
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: wide, height: Math.min(Math.max(high, height), 5000) });
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    await page.setViewportSize(WIDTHS[width]);
    taken += 1;
  };

  const screens = appPages(found.ids).filter(({ name }) => wanted(`app-${name}`));
  for (const [role, name] of Object.entries(PEOPLE)) {
    const own = screens.filter((screen) => screen.role === role);
    if (own.length === 0) continue;
    const page = await open();
    await signIn(page, house.address, name);
    for (const screen of own) await take(page, `app-${screen.name}`, `${house.address.app}${screen.path}`);
    await page.context().close();
  }
  const outside = await open();
  for (const [name, address] of found.doors) await take(outside, `hcp-${name}`, address);
  await take(outside, "hcp-gate-open", found.guest.link, unfold);
  await take(outside, "hcp-declined", found.guest.link, (page) =>
    page.locator("button[value=decline]").click(),
  );
  if ([["choices-open"], ...pagesOf(found.guest)].some(([name]) => wanted(`hcp-${name}`))) {
    await openSpace(outside, found.guest.link);
    const film = await outside.locator("article[data-version]").first().getAttribute("data-version");
    const paper = outside.locator("a[data-item]:has(.leaf)").first();
    const documentId = (await paper.count()) === 0 ? undefined : await paper.getAttribute("data-item");
    const guest = { ...found.guest, versionId: film ?? found.guest.versionId };
    for (const [name, path] of pagesOf({ ...guest, documentId: documentId ?? undefined }))
      await take(outside, `hcp-${name}`, `${house.address.hcp}${path}`);
    await take(outside, "hcp-choices-open", `${house.address.hcp}/choices`, unfold);
  }
  for (const [name, path] of found.mails(width, colorScheme))
    await take(outside, `mail-${name}`, `${house.address.app}${path}`);
  await take(outside, "local-inbox", `${house.address.app}/_local/inbox`);
  await outside.context().close();
  return taken;
}

/** Opens everything that can be opened on a page. */
async function unfold(page: Page): Promise<void> {
  await page.locator("details:not([open])").evaluateAll((all) => {
    for (const one of all) one.setAttribute("open", "");
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
