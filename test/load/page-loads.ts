import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { launchOptions, USER_AGENTS } from "../browser/chromium.ts";
import { linger } from "../browser/hcp-pages.ts";
import { PEOPLE, signIn } from "../browser/rep.ts";
import { TUESDAY_MORNING } from "../browser/times.ts";
import { startOwnHouse } from "../faults/own-house.ts";
import { invite } from "../journeys/invited.ts";
import { type Figure, type FigureResult, interleaved, median, medianRatio, rounded } from "./figure.ts";
import { type Painted, painted } from "./painted.ts";
import { phoneLine, SLOW_4G } from "./phone-line.ts";
import { secureFront } from "./secure-front.ts";

const ROUNDS = 11;
/** A function's first answers wait for its code to be compiled; what a cold start costs is a figure of its own. */
const UNMEASURED = 30;
/** A cheap phone: a quarter of this processor. */
const SLOWER = 4;
const PHONE = {
  userAgent: USER_AGENTS.phone,
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
} as const;
const HELLO =
  "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Hello</title><h1>Hello</h1>";

/** One cold load: what the browser saw, and what crossed the line. */
interface Load extends Painted {
  readonly bytes: number;
}

/** Goals beside the hello page (performance budgets of the pages and of the app). */
const GOALS = {
  gate: { fcp: 1.15, lcp: 1.5 },
  space: { fcp: 1.15, lcp: 1.5 },
  app: { fcp: 2.2, lcp: 2.2 },
} as const;

/**
 * First loads of the HCP's pages and of the app's first screen beside a static hello page in the same rounds. All of them
 * stand behind the same kind of line and speak HTTP/2 over TLS (docs/decisions/0022-page-loads-on-a-line.md).
 */
async function pageLoads(): Promise<FigureResult[]> {
  const own = await startOwnHouse({ faults: false });
  const hello = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end(HELLO);
  });
  await new Promise<void>((listening) => hello.listen(0, "127.0.0.1", listening));
  const options = await launchOptions();
  // as a whole, because a page that is let through one by one is connected to twice
  const browser = await chromium.launch({
    ...options,
    args: [...(options.args ?? []), "--ignore-certificate-errors"],
  });
  const { house } = own;
  const far = {
    hello: await farAway(`http://127.0.0.1:${(hello.address() as AddressInfo).port}`),
    hcp: await farAway(house.address.hcp),
    app: await farAway(house.address.app),
  };
  try {
    await house.setClock(TUESDAY_MORNING);
    const { link } = await invite(house, { id: "LOADS-1", territory: "GB-90", email: "loads-1@example.com" });
    const visit = await prepared(browser, (page) => openCounted(page, link));
    const desk = await prepared(browser, (page) => signIn(page, house.address, PEOPLE.rep, "/today"));
    for (const address of [link, `${house.address.hcp}/space`]) await answered(browser, address, visit);
    const samples = await interleaved<Load>(
      {
        hello: () => load(browser, `${far.hello.origin}/`),
        gate: () => load(browser, `${far.hcp.origin}${new URL(link).pathname}`),
        space: () => load(browser, `${far.hcp.origin}/space`, visit),
        app: () => load(browser, `${far.app.origin}/today`, desk),
      },
      ROUNDS,
    );
    const floor = samples["hello"] ?? [];
    return (["gate", "space", "app"] as const).flatMap((name) => figuresOf(name, samples[name] ?? [], floor));
  } finally {
    await browser.close();
    for (const one of Object.values(far)) one.close();
    hello.close();
    await own.close();
  }
}

/** The same server at the other end of a phone's line, with what stands before it when it is deployed. */
async function farAway(behind: string): Promise<{ readonly origin: string; close(): void }> {
  const front = await secureFront(behind);
  const line = await phoneLine(front.port, SLOW_4G);
  return {
    origin: `https://127.0.0.1:${line.port}`,
    close() {
      line.close();
      front.close();
    },
  };
}

/** Goes through the gate with every choice: the page that loads most. */
async function openCounted(page: Page, link: string): Promise<void> {
  await page.goto(link);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await linger(page);
  await page.locator("button[value=choices], button[value=plain]").first().click();
  await page.waitForURL("**/space");
}

function figuresOf(
  name: keyof typeof GOALS,
  loads: readonly Load[],
  floors: readonly Load[],
): FigureResult[] {
  const all = (of: readonly Load[], what: keyof Load) => of.map((one) => one[what]);
  const details = {
    rounds: ROUNDS,
    floor: "a static hello page behind the same line",
    line: "150 ms, 1.6 Mb/s, HTTP/2 and TLS from a closed connection on, processor / 4",
    cls: rounded(Math.max(...all(loads, "cls"))),
    goalCls: 0.01,
    bytes: median(all(loads, "bytes")),
    requestsBeforeLcp: median(all(loads, "requests")),
    goalRequests: 4,
  };
  return (["fcp", "lcp"] as const).map((what) => ({
    name: `page-load-${name}-${what}`,
    value: rounded(median(all(loads, what))),
    unit: "ms",
    floor: rounded(median(all(floors, what))),
    ratio: rounded(medianRatio(all(loads, what), all(floors, what))),
    details: { ...details, goal: GOALS[name][what] },
  }));
}

/** What a browser knows after somebody went in: cookies, and what a tab keeps. */
interface Known {
  readonly storageState: Exclude<BrowserContextOptions["storageState"], undefined>;
  readonly tab: Readonly<Record<string, string>>;
}

async function prepared(browser: Browser, goIn: (page: Page) => Promise<void>): Promise<Known> {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await goIn(page);
  const tab = await page.evaluate(() => ({ ...sessionStorage }) as Record<string, string>);
  const storageState = await context.storageState();
  await context.close();
  return { storageState, tab };
}

/** Has an address answered as often as an environment has that people use. */
async function answered(browser: Browser, address: string, { storageState }: Known): Promise<void> {
  const context = await browser.newContext({ storageState });
  for (let count = 0; count < UNMEASURED; count++) await context.request.get(address);
  await context.close();
}

/** Loads an address with an empty cache and no connection, and reads the browser's own figures. */
async function load(browser: Browser, address: string, known?: Known): Promise<Load> {
  const context = await browser.newContext({
    ...PHONE,
    ...(known === undefined ? {} : { storageState: known.storageState }),
  });
  try {
    const page = await context.newPage();
    await page.addInitScript((tab) => {
      for (const [key, value] of Object.entries(tab)) sessionStorage.setItem(key, value);
    }, known?.tab ?? {});
    const tools = await context.newCDPSession(page);
    let bytes = 0;
    tools.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await tools.send("Network.enable");
    await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(address, { waitUntil: "networkidle", timeout: 60_000 });
    return { ...(await page.evaluate(painted)), bytes };
  } finally {
    await context.close();
  }
}

export const pageLoadFigures: readonly Figure[] = [
  {
    name: "page-load",
    what: "first and largest paint, shifts and bytes of the HCP's pages and the app, against a static hello page",
    measure: pageLoads,
  },
];
