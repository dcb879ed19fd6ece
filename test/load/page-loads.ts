import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { launchOptions } from "../browser/chromium.ts";
import { openSpace } from "../browser/hcp-pages.ts";
import { PEOPLE, signIn } from "../browser/rep.ts";
import { TUESDAY_MORNING } from "../browser/times.ts";
import { startOwnHouse } from "../faults/own-house.ts";
import { invite } from "../journeys/invited.ts";
import { type Figure, type FigureResult, interleaved, median, medianRatio, rounded } from "./figure.ts";

const ROUNDS = 5;
/** A slow line and a cheap phone: 150 ms there and back, 1.6 Mb/s, a quarter of this processor. */
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const SLOWER = 4;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
const HELLO =
  "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Hello</title><h1>Hello</h1>";

/** One cold load: milliseconds, layout shift, and what crossed the line. */
interface Load {
  readonly fcp: number;
  readonly lcp: number;
  readonly cls: number;
  readonly bytes: number;
  readonly requests: number;
}

/** Goals beside the hello page (performance budgets of the pages and of the app). */
const GOALS = {
  gate: { fcp: 1.15, lcp: 1.5 },
  space: { fcp: 1.15, lcp: 1.5 },
  app: { fcp: 2.2, lcp: 2.2 },
} as const;

/** First loads of the HCP's pages and of the app's first screen, beside a static hello page in the same rounds. */
async function pageLoads(): Promise<FigureResult[]> {
  const own = await startOwnHouse({ faults: false });
  const hello = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end(HELLO);
  });
  await new Promise<void>((listening) => hello.listen(0, "127.0.0.1", listening));
  const browser = await chromium.launch(await launchOptions());
  try {
    const { house } = own;
    await house.setClock(TUESDAY_MORNING);
    const { link } = await invite(house, { id: "LOADS-1", territory: "GB-90", email: "loads-1@example.com" });
    const visit = await prepared(browser, (page) => openSpace(page, link));
    const desk = await prepared(browser, (page) => signIn(page, house.address, PEOPLE.rep, "/today"));
    const { port } = hello.address() as AddressInfo;
    const samples = await interleaved<Load>(
      {
        hello: () => load(browser, `http://127.0.0.1:${port}/`),
        gate: () => load(browser, link),
        space: () => load(browser, `${house.address.hcp}/space`, visit),
        app: () => load(browser, `${house.address.app}/today`, desk),
      },
      ROUNDS,
    );
    const floor = samples["hello"] ?? [];
    return (["gate", "space", "app"] as const).flatMap((name) => figuresOf(name, samples[name] ?? [], floor));
  } finally {
    await browser.close();
    hello.close();
    await own.close();
  }
}

function figuresOf(
  name: keyof typeof GOALS,
  loads: readonly Load[],
  floors: readonly Load[],
): FigureResult[] {
  const all = (of: readonly Load[], what: keyof Load) => of.map((one) => one[what]);
  const details = {
    rounds: ROUNDS,
    floor: "a static hello page",
    line: "150 ms, 1.6 Mb/s, processor / 4",
    cls: rounded(Math.max(...all(loads, "cls"))),
    goalCls: 0.01,
    bytes: median(all(loads, "bytes")),
    requests: median(all(loads, "requests")),
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

/** Loads an address with an empty cache on the slow line, and reads the browser's own figures. */
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
    const line = await context.newCDPSession(page);
    let bytes = 0;
    let requests = 0;
    line.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    await line.send("Network.enable");
    await line.send("Network.emulateNetworkConditions", LINE);
    await line.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(address, { waitUntil: "networkidle", timeout: 60_000 });
    return { ...(await page.evaluate(painted)), bytes, requests };
  } finally {
    await context.close();
  }
}

/** Runs in the page: its first and largest paint, and the sum of its shifts. No function in it has a name: the loader would mark it. */
async function painted(): Promise<{ fcp: number; lcp: number; cls: number }> {
  const [paints = [], largest = [], shifts = []] = await Promise.all(
    ["paint", "largest-contentful-paint", "layout-shift"].map(
      (type) =>
        new Promise<PerformanceEntryList>((done) => {
          new PerformanceObserver((list) => done(list.getEntries())).observe({ type, buffered: true });
          setTimeout(() => done([]), 300);
        }),
    ),
  );
  return {
    fcp: paints.find(({ name }) => name === "first-contentful-paint")?.startTime ?? Number.NaN,
    lcp: largest.at(-1)?.startTime ?? Number.NaN,
    cls: shifts.reduce(
      (sum, shift) => sum + ((shift as PerformanceEntry & { value?: number }).value ?? 0),
      0,
    ),
  };
}

export const pageLoadFigures: readonly Figure[] = [
  {
    name: "page-load",
    what: "first and largest paint, shifts and bytes of the HCP's pages and the app, against a static hello page",
    measure: pageLoads,
  },
];
