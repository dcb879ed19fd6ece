import { beforeAll, expect } from "vitest";
import { newcomer, theHouse } from "./cast.ts";
import { tabTo } from "./keyboard.ts";
import { signIn } from "./rep.ts";
import { inBrowser, test } from "./windows.ts";

inBrowser("a rep without a mouse", () => {
  beforeAll(async () => {
    await newcomer(theHouse(), "KEYS-1", "van Achterberg");
  });

  test("goes from the list to a person, composes and sends", async ({ stage }) => {
    const page = await stage.open({ on: "desk" });
    await signIn(page, stage.house.address, "Ana Ruiz", "/hcps");
    await page.getByRole("table").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id), "the navigation is behind").toBe("content");

    await tabTo(page, /Search people/);
    await page.keyboard.type("achterberg");
    await page.getByRole("status").getByText(/ of /).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("searchbox").inputValue(), "Escape empties the search").toBe("");
    await page.keyboard.type("achterberg");
    await tabTo(page, /Achterberg/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /Achterberg/ }).waitFor();
    await tabTo(page, /^Compose/);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Send e-mail to/ }).waitFor();
    await page.getByText("Ready to send").waitFor();
    await tabTo(page, /^Send e-mail to/);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Undo/ }).waitFor();
    await tabTo(page, /^Undo/);
    await page.keyboard.press("Enter");
    await page.getByText("Taken back. Nothing was sent.").waitFor();
  });

  test("finds anybody and anything by Ctrl K, and Escape brings back to where the focus was", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "desk" });
    await signIn(page, stage.house.address, "Ana Ruiz", "/hcps");
    await tabTo(page, /^Messages/);
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Find or do" });
    await field.waitFor();
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Messages");

    await page.keyboard.press("Meta+k");
    await field.fill("achterberg");
    await page
      .getByRole("option", { name: /Achterberg/ })
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/hcps/**`);
    await page.getByRole("heading", { level: 1, name: /Achterberg/ }).waitFor();
  });
});
