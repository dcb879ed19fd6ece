import { type BrowserType, chromium, type LaunchOptions } from "playwright-core";

/**
 * Flags of a headless Chromium on a machine without a screen and a sound card. Nothing here weakens what pages may do:
 * policies, origins and certificates hold as in anybody's browser.
 */
const ARGS = [
  "--no-sandbox",
  "--mute-audio",
  // an imitated graphics card costs four times the computing of drawing without one
  "--disable-gpu",
  "--font-render-hinting=none",
  "--no-default-browser-check",
  "--no-pings",
];

/** What browsers with a screen call themselves: one without is a program's, whoever presses its buttons (INV-11). */
export const USER_AGENTS = {
  desk: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  phone:
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
} as const;

/** How to start a browser here: the Chromium of the packages on Linux x64, elsewhere the Chrome that is installed. */
export async function launchOptions(): Promise<LaunchOptions> {
  if (process.platform !== "linux" || process.arch !== "x64") return { channel: "chrome", headless: true };
  const { default: packaged } = await import("@sparticuz/chromium");
  return { executablePath: await packaged.executablePath(), args: ARGS, headless: true };
}

/** A browser that several programs may use by its address; a sentence where there is none. */
export async function serveBrowser(): Promise<Awaited<ReturnType<BrowserType["launchServer"]>> | string> {
  try {
    return await chromium.launchServer(await launchOptions());
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split("\n");
    return `no browser starts here: ${why}. Install Chrome, or run on Linux x64`;
  }
}
