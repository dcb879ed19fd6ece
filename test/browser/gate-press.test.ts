import type { Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import type { House } from "../journeys/house.ts";
import { until } from "../journeys/house.ts";
import { type Guest, guest, theHouse } from "./cast.ts";
import { linger } from "./hcp-pages.ts";
import { inBrowser, test } from "./windows.ts";

interface Counts {
  readonly human: number;
  readonly machine: number;
  readonly unknown: number;
}

inBrowser("who presses the gate's button", () => {
  let person: Guest;
  beforeAll(async () => {
    person = await guest(theHouse(), { id: "PRESS-1", uses: ["track_individual", "share_with_rep"] });
  });

  test("is a person only by a trusted press after a second, and exactly once (domain-rules 3.5)", async ({
    stage,
  }) => {
    const opened = async (options: Parameters<typeof stage.open>[0] = { on: "phone" }) => {
      const page = await stage.open(options);
      await page.goto(person.link);
      return page;
    };
    const ticked = async (page: Page) => page.getByRole("checkbox").first().check();

    // a scanner that runs scripts and fills in the form, but has no hand
    const scanner = await opened();
    await linger(scanner);
    await scanner.evaluate(() => {
      document.querySelector<HTMLInputElement>("input[name=attest]")?.click();
      document.querySelector<HTMLButtonElement>("button[value=plain]")?.click();
    });
    await scanner.waitForURL("**/space");
    await counted(stage.house, person, { human: 0, machine: 1, unknown: 0 });

    // one that sends the form without pressing anything
    const sender = await opened();
    await linger(sender);
    await sender.evaluate(() => {
      const box = document.querySelector<HTMLInputElement>("input[name=attest]");
      if (box !== null) box.checked = true;
      box?.form?.requestSubmit();
    });
    await sender.waitForURL("**/space");
    // somebody without script
    const plain = await opened({ on: "phone", javaScriptEnabled: false });
    await ticked(plain);
    await plain.locator("button[value=plain]").click();
    await plain.waitForURL("**/space");
    await counted(stage.house, person, { human: 0, machine: 1, unknown: 2 });

    const hcp = await opened();
    await ticked(hcp);
    await linger(hcp);
    await hcp.locator("button[value=plain]").tap();
    await hcp.waitForURL("**/space");
    // the enter key in a form presses its button, too
    const keys = await opened({ on: "desk" });
    await ticked(keys);
    await linger(keys);
    await keys.locator("button[value=plain]").press("Enter");
    await keys.waitForURL("**/space");
    const seen = await counted(stage.house, person, { human: 2, machine: 1, unknown: 2 });
    expect(seen.firstAt).toBeDefined();
  });
});

/** The three numbers of the invitation's links once they are these. */
function counted(house: House, { hcpId }: Guest, wanted: Counts) {
  return until(`${JSON.stringify(wanted)} of the links`, async () => {
    const { items } = await house.as("rep").call("listMessages", { params: { hcpId }, query: {} });
    const { visits } = items[0] ?? {};
    if (visits?.shared !== true) return undefined;
    const { human, machine, unknown } = visits;
    return JSON.stringify({ human, machine, unknown }) === JSON.stringify(wanted) ? visits : undefined;
  });
}
