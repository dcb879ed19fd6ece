import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserServer } from "playwright-core";
import type { TestProject } from "vitest/node";
import { type House, startHouse } from "../../local/start/house.ts";
import { CDK_OUT, synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { changedAssembly, gatherFor } from "../assembly/changed-assembly.ts";
import type { HouseAddress } from "../journeys/house.ts";
import { HOUSES, WARM } from "../workers-own.ts";
import { serveBrowser } from "./chromium.ts";
import { GATHERS_SECONDS, TUESDAY_MORNING } from "./times.ts";

/** Another assembly than the synthesized one, as for the journeys. */
const OTHER_ASSEMBLY = process.env["JOURNEYS_ASSEMBLY"];

/** What browser tests share, by addresses, because tests run in processes of their own. */
export interface BrowserHouses {
  /** One for each worker; none where there is no browser. */
  readonly houses: readonly HouseAddress[];
  /** The folder where a worker says which one is its own. */
  readonly claims: string;
  /** Where the browser answers, or why there is none. */
  readonly browser: { readonly endpoint: string } | { readonly missing: string };
}

declare module "vitest" {
  interface ProvidedContext {
    readonly browserHouses: BrowserHouses;
  }
}

/** Starts empty houses and one browser for all browser tests; without a browser the houses stay dark. */
export default async function startBrowserHouses(project: TestProject): Promise<() => Promise<void>> {
  const browser = await serveBrowser();
  if (typeof browser === "string") {
    project.provide("browserHouses", { houses: [], claims: "", browser: { missing: browser } });
    return async () => undefined;
  }
  try {
    return await startLitHouses(project, browser);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function startLitHouses(project: TestProject, browser: BrowserServer): Promise<() => Promise<void>> {
  if (OTHER_ASSEMBLY === undefined) await synthesizeIfChanged();
  const dir = mkdtempSync(join(tmpdir(), "invito-browser-"));
  const warnings: string[] = [];
  const assembly =
    OTHER_ASSEMBLY ??
    changedAssembly(CDK_OUT, join(dir, "assembly"), (_stack, resources) => {
      gatherFor(resources, GATHERS_SECONDS);
    });
  const houses: House[] = [];
  for (let number = 0; number < HOUSES; number++) {
    const dataDir = join(dir, `house-${number}`);
    const options = {
      ...{ port: 0, dataDir, fresh: false, empty: true, faults: false },
      ...{ at: TUESDAY_MORNING, warm: WARM },
    };
    houses.push(await startHouse(assembly, options, (warning) => warnings.push(warning)));
  }
  project.provide("browserHouses", {
    houses: houses.map(({ addresses }) => addresses),
    claims: dir,
    browser: { endpoint: browser.wsEndpoint() },
  });
  return async () => {
    await browser.close();
    for (const house of houses) await house.close();
    rmSync(dir, { recursive: true, force: true });
    if (process.env["BROWSER_WARNINGS"] !== undefined) console.error(warnings.join("\n"));
  };
}
