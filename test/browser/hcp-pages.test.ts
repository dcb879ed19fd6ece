import type { Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { publishDocument } from "../journeys/document.ts";
import { arrange } from "../journeys/film.ts";
import { COLOURS, violations } from "./axe.ts";
import { type Guest, guest, theHouse } from "./cast.ts";
import { openSpace, pagesOf } from "./hcp-pages.ts";
import { DEVICES, inBrowser, test } from "./windows.ts";

/** Chromium tells its console of every page that is no success: these are what we look at. */
const ENDED = /status of (404|410)/;

inBrowser("an HCP's pages", () => {
  let person: Guest & { readonly documentId: string };
  beforeAll(async () => {
    const house = theHouse();
    const { versionId: documentId } = await publishDocument(house);
    const one = await guest(house, { id: "PAGES-1" });
    await arrange(house, one.hcpId, [one.versionId, documentId]);
    person = { ...one, documentId };
  });

  test("have no violation that axe knows, at 390 and 1440 px, in light and dark", async ({ stage }) => {
    const { hcp } = stage.house.address;
    const page = await stage.open({ on: "phone" });
    stage.expectComplaint(ENDED);
    await openSpace(page, person.link);
    const found: string[] = [];
    for (const [name, path] of pagesOf(person)) {
      await page.goto(`${hcp}${path}`);
      for (const device of ["phone", "desk"] as const) {
        await page.setViewportSize(DEVICES[device].viewport);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const seen = await violations(page, colorScheme === "dark" ? COLOURS : {});
          found.push(...seen.map((one) => `${name}, ${device}, ${colorScheme}: ${one}`));
        }
      }
    }
    expect(found).toEqual([]);
  });

  test("fit 320 px, and 200 % text, without scrolling to the side", async ({ stage }) => {
    const { hcp } = stage.house.address;
    const page = await stage.open({ on: "narrow" });
    stage.expectComplaint(ENDED);
    await openSpace(page, person.link);
    const wide: string[] = [];
    for (const [name, path] of pagesOf(person)) {
      await page.goto(`${hcp}${path}`);
      wide.push(...(await sticksOut(page)).map((what) => `${name} at 320 px: ${what}`));
      await page.setViewportSize(DEVICES.phone.viewport);
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      wide.push(...(await sticksOut(page)).map((what) => `${name} with 200 % text: ${what}`));
      await page.setViewportSize(DEVICES.narrow.viewport);
    }
    expect(wide).toEqual([]);
  });

  test("show the safety heading and two lines on a small phone before anybody scrolls (P7)", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "smallPhone" });
    await openSpace(page, person.link);
    for (const path of ["/space", `/space/${person.versionId}`, `/space/${person.documentId}`]) {
      await page.goto(`${stage.house.address.hcp}${path}`);
      const bar = page.getByRole("region", { name: "Important safety information" });
      const { heading, lines } = await bar.evaluate((element) => {
        const inside = ({ top, bottom }: DOMRect) => top >= 0 && bottom <= innerHeight + 0.5;
        const words = element.querySelector("p");
        const style = words === null ? undefined : getComputedStyle(words);
        const box = words?.getBoundingClientRect();
        const seen = box === undefined ? 0 : Math.min(box.bottom, innerHeight) - box.top;
        return {
          heading: inside((element.firstElementChild ?? element).getBoundingClientRect()),
          lines: style === undefined ? 0 : seen / Number.parseFloat(style.lineHeight),
        };
      });
      expect(heading, `the heading on ${path}`).toBe(true);
      // a text of one line is whole with one
      const whole = await bar
        .locator("p")
        .first()
        .evaluate((words) => words.scrollHeight / Number.parseFloat(getComputedStyle(words).lineHeight));
      expect(lines, `lines on ${path}`).toBeGreaterThanOrEqual(Math.min(2, Math.round(whole)) - 0.05);
    }
  });
});

/** What sticks out to the right, by its words; nothing on a page that does not scroll sideways. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
      .map(
        (element) => `${element.localName}.${element.className} ${(element.textContent ?? "").slice(0, 40)}`,
      );
  });
}
