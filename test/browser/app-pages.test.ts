import type { Page } from "playwright-core";
import { beforeAll } from "vitest";
import { publish, textAbout } from "../journeys/film.ts";
import { confirmed, opening } from "../journeys/invited.ts";
import { csvOf, importFile } from "../journeys/people.ts";
import { type AppPage, appPages, type Ids } from "./app-pages.ts";
import { COLOURS, violations } from "./axe.ts";
import { guest, theHouse } from "./cast.ts";
import { PEOPLE, signIn } from "./rep.ts";
import { type BrowserTest, DEVICES, inBrowser, test } from "./windows.ts";

const ofOneHcp = ({ path }: AppPage) => path.startsWith("/hcps/");

/** Screens that are looked at side by side, each part in a window of its own. */
const PARTS = [
  ["what a rep sees of one HCP", "rep", ofOneHcp],
  ["what else a rep sees", "rep", (page: AppPage) => !ofOneHcp(page)],
  ["what a marketer sees", "marketer", () => true],
  ["what a reviewer sees", "reviewer", () => true],
  ["what an administrator sees", "admin", () => true],
  ["what medical information sees", "msl", () => true],
  ["what safety sees", "safety", () => true],
  ["what compliance sees", "compliance", () => true],
] as const;

inBrowser("every screen of the app", () => {
  let ids: Ids;
  beforeAll(async () => {
    const house = theHouse();
    const uses = ["track_individual", "share_with_rep"] as const;
    const { assetId, versionId } = await publish(house);
    const { hcpId, link } = await guest(house, { id: "SCREENS-1", uses, versionId });
    const { phone } = await confirmed(house, link);
    await phone.beacon(opening(versionId));
    await phone.beacon({ seq: 1, items: [versionId], k: [1], i: [0], a: [0], b: [2000], r: [100] });
    for (const [topic, text] of [
      ["talks", "Could we meet on Friday instead?"],
      ["medicine", "She had a rash. Which dose next?"],
    ] as const)
      await phone.press(await phone.open("/space/ask"), 'name="nonce"', { topic, text });
    const { importId } = await importFile(
      house,
      csvOf([{ external_id: "SCREENS-2", time_zone: "Europe/Munich" }]),
    );
    const waiting = await house
      .as("marketer")
      .call("createContent", { body: textAbout(assetId, { title: "Waiting" }) });
    await house.as("marketer").call("submitVersion", { params: { versionId: waiting.versionId } });
    ids = { hcpId, versionId, importId, waitingId: waiting.versionId };
  });

  for (const [whose, role, part] of PARTS) {
    test.concurrent(`${whose} has no violation that axe knows, at 1440 and 390 px, in light and dark`, async ({
      stage,
      expect,
    }) => {
      const page = await stage.open({ on: "desk", reducedMotion: "reduce" });
      await signIn(page, stage.house.address, PEOPLE[role]);
      const found: string[] = [];
      for (const screen of appPages(ids).filter((one) => one.role === role && part(one)))
        found.push(...(await lookAt(page, stage, screen)));
      expect(found).toEqual([]);
    });
  }
});

/** Looks at one screen in both sizes and both schemes. */
async function lookAt(page: Page, { house }: BrowserTest, { name, path }: AppPage): Promise<string[]> {
  const found: string[] = [];
  await page.setViewportSize(DEVICES.desk.viewport);
  await page.goto(`${house.address.app}${path}`);
  await settled(page);
  for (const device of ["desk", "phone"] as const) {
    await page.setViewportSize(DEVICES[device].viewport);
    // colours are the same in both sizes
    for (const colorScheme of device === "desk" ? (["dark", "light"] as const) : (["light"] as const)) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
      const seen = await violations(page, colorScheme === "dark" ? COLOURS : {});
      found.push(...seen.map((one) => `${name}, ${device}, ${colorScheme}: ${one}`));
    }
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wide > 0) found.push(`${name}, ${device}: scrolls sideways by ${wide} px`);
  }
  return found;
}

/** Waits until a screen shows what it is about: a heading, and nothing on its way. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("main").getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => document.querySelector("main [aria-busy=true]") === null);
}
