import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserServer } from "playwright-core";
import type { TestProject } from "vitest/node";
import { startHouse } from "../../local/start/house.ts";
import { CDK_OUT, synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { changedAssembly, gatherFor } from "../assembly/changed-assembly.ts";
import type { HouseAddress } from "../journeys/house.ts";
import { serveBrowser } from "./chromium.ts";
import { GATHERS_SECONDS, TUESDAY_MORNING } from "./times.ts";

/** Another assembly than the synthesized one, as for the journeys. */
const OTHER_ASSEMBLY = process.env["JOURNEYS_ASSEMBLY"];

/** What browser tests share: a house and a browser, by their addresses, because tests run in processes of their own. */
export interface BrowserHouse {
  readonly address: HouseAddress;
  /** Where the browser answers, or why there is none. */
  readonly browser: { readonly endpoint: string } | { readonly missing: string };
}

declare module "vitest" {
  interface ProvidedContext {
    readonly browserHouse: BrowserHouse;
  }
}

/** Starts an empty house and one browser for all browser tests; without a browser the house stays dark. */
export default async function startBrowserHouse(project: TestProject): Promise<() => Promise<void>> {
  const browser = await serveBrowser();
  if (typeof browser === "string") {
    const nowhere = { app: "", hcp: "", aws: "" };
    project.provide("browserHouse", { address: nowhere, browser: { missing: browser } });
    return async () => undefined;
  }
  try {
    return await startLitHouse(project, browser);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function startLitHouse(project: TestProject, browser: BrowserServer): Promise<() => Promise<void>> {
  if (OTHER_ASSEMBLY === undefined) await synthesizeIfChanged();
  const dataDir = mkdtempSync(join(tmpdir(), "invito-browser-"));
  const options = { port: 0, dataDir, fresh: false, empty: true, faults: false, at: TUESDAY_MORNING };
  const warnings: string[] = [];
  const assembly =
    OTHER_ASSEMBLY ??
    changedAssembly(CDK_OUT, join(dataDir, "assembly"), (_stack, resources) => {
      gatherFor(resources, GATHERS_SECONDS);
    });
  const house = await startHouse(assembly, options, (warning) => warnings.push(warning));
  project.provide("browserHouse", {
    address: house.addresses,
    browser: { endpoint: browser.wsEndpoint() },
  });
  return async () => {
    await browser.close();
    await house.close();
    rmSync(dataDir, { recursive: true, force: true });
    if (process.env["BROWSER_WARNINGS"] !== undefined) console.error(warnings.join("\n"));
  };
}
