import type { Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { COLOURS, violations } from "./axe.ts";
import { type Guest, guest, theHouse } from "./cast.ts";
import { openSpace } from "./hcp-pages.ts";
import { tabTo } from "./keyboard.ts";
import { DEVICES, inBrowser, test } from "./windows.ts";

inBrowser("the preference centre", () => {
  let person: Guest;
  beforeAll(async () => {
    const uses = ["track_individual", "share_with_rep"] as const;
    person = await guest(theHouse(), { id: "PREFERENCES-B1", uses });
  });

  test("has Stop everything in the first viewport of a small phone (P4)", async ({ stage }) => {
    const page = await stage.open({ on: "smallPhone" });
    await openSpace(page, person.link);
    await page.goto(`${stage.house.address.hcp}/choices`);
    const stop = page.getByRole("button", { name: "Stop everything" }).first();
    const box = await stop.boundingBox();
    expect((box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0)).toBeLessThanOrEqual(
      DEVICES.smallPhone.viewport.height,
    );
  });

  test("is chosen from without a script, every choice by a form of its own", async ({ stage }) => {
    const page = await stage.open({ on: "narrow", javaScriptEnabled: false });
    await page.goto(person.link);
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: /^(No thanks, continue|Continue)$/ }).click();
    await page.waitForURL("**/space");
    await page.goto(`${stage.house.address.hcp}/choices`);
    await page.getByRole("button", { name: "Once a week" }).click();
    await page.getByRole("status").getByText("Saved.").waitFor();
    expect(await page.getByRole("button", { name: "Once a week" }).getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await page.getByRole("button", { name: "As it comes" }).getAttribute("aria-pressed")).toBe("true");

    await page.getByText("Change days and hours").click();
    for (const day of ["Monday", "Tuesday", "Wednesday", "Friday"])
      await page.getByRole("checkbox", { name: day }).uncheck();
    await page.getByLabel("From", { exact: true }).fill("12:00");
    await page.getByLabel("To", { exact: true }).fill("14:00");
    await page.getByRole("button", { name: "Save days and hours" }).click();
    await page.getByText("Your own: Thu 12:00–14:00, on your practice’s clock.").waitFor();

    const events = page.getByRole("switch", { name: "Meetings and seminars" });
    await events.click();
    await page.getByRole("status").getByText("Meetings and seminars: on.").waitFor();
    expect(await events.getAttribute("aria-checked")).toBe("true");
  });

  test("gets by with the keyboard alone", async ({ stage }) => {
    const page = await stage.open({ on: "desk" });
    await openSpace(page, person.link);
    await page.goto(`${stage.house.address.hcp}/choices`);
    await tabTo(page, /^Surveys/);
    await page.keyboard.press("Space");
    await page.getByRole("status").getByText("Surveys: on.").waitFor();
    await tabTo(page, /^Once a month/);
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Saved.").waitFor();
    await tabTo(page, /^Undo/);
    await page.keyboard.press("Enter");
    const usual = page.getByRole("button", { name: "As it comes", pressed: true });
    await usual.waitFor();
  });

  test("has no violation that axe knows and nothing that sticks out, with every choice open", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "narrow" });
    await openSpace(page, person.link);
    const found: string[] = [];
    for (const query of ["?problem=hours", "?problem=until&lang=de", "?done=frequency&lang=fr"]) {
      await page.goto(`${stage.house.address.hcp}/choices${query}`);
      await unfold(page);
      for (const device of ["narrow", "desk"] as const) {
        await page.setViewportSize(DEVICES[device].viewport);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const seen = await violations(page, colorScheme === "dark" ? COLOURS : {});
          found.push(...seen.map((one) => `${query}, ${device}, ${colorScheme}: ${one}`));
        }
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wide > 0) found.push(`${query}, ${device}: ${wide} px stick out`);
      }
      found.push(...(await smallTargets(page)).map((one) => `${query}: ${one}`));
    }
    expect(found).toEqual([]);
  });
});

/** Opens everything that is folded. */
async function unfold(page: Page): Promise<void> {
  await page.locator("details:not([open]) > summary").evaluateAll((summaries) => {
    for (const summary of summaries) (summary as HTMLElement).click();
  });
}

/** Buttons and boxes that a thumb would miss (P9). */
function smallTargets(page: Page): Promise<string[]> {
  return page.locator("button, summary, label.check, input.field").evaluateAll((elements) =>
    elements
      .filter((element) => element.getClientRects().length > 0)
      .filter((element) => element.getBoundingClientRect().height < 43.5)
      .map((element) => `${element.textContent} ${element.getBoundingClientRect().height}`),
  );
}
