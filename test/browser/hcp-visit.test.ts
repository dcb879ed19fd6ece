import type { Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { COLOURS, violations } from "./axe.ts";
import { type Guest, guest, theHouse } from "./cast.ts";
import { linger, openSpace } from "./hcp-pages.ts";
import { tabTo } from "./keyboard.ts";
import { PEOPLE, signIn } from "./rep.ts";
import { inBrowser, test } from "./windows.ts";

const ATTEST = "I am a healthcare professional practising in the United Kingdom";

inBrowser("an HCP with an invitation", () => {
  let person: Guest;
  beforeAll(async () => {
    person = await guest(theHouse(), { id: "VISIT-1" });
  });

  test("comes from the mail over the gate to the page, and changes a choice, on a phone", async ({
    stage,
  }) => {
    const inbox = await stage.open({ on: "phone" });
    await inbox.goto(`${stage.house.address.app}/_local/inbox?to=${encodeURIComponent(person.email)}`);
    await inbox.getByRole("list").getByRole("link").first().tap();
    const [page] = await Promise.all([
      inbox.context().waitForEvent("page"),
      inbox.frameLocator("iframe[title='The mail']").getByRole("link", { name: /watch/i }).first().tap(),
    ]);
    await page.getByRole("heading", { level: 1, name: / left something for you$/ }).waitFor();
    expect(await page.getByRole("checkbox", { checked: true }).count(), "nothing is ticked (P4)").toBe(0);
    await page.getByRole("checkbox", { name: ATTEST }).tap();
    await page.getByRole("checkbox", { name: /Count what I watch/ }).tap();
    await page.getByRole("checkbox", { name: /Let .+ see what I watch/ }).tap();
    await linger(page);
    await page.getByRole("button", { name: "Continue with my choices" }).tap();
    await page.waitForURL("**/space");
    await expect.poll(() => page.getByRole("article").count()).toBe(1);
    expect(await heightsUnder44(page), "targets of at least 44 px (P9)").toEqual([]);

    await page.getByRole("link", { name: "Your choices" }).first().tap();
    const share = page.getByRole("switch", { name: /Let .+ see it/ });
    expect(await share.getAttribute("aria-checked")).toBe("true");
    await share.tap();
    await page.getByRole("status").getByText("Sharing: off.").waitFor();
    expect(await share.getAttribute("aria-checked")).toBe("false");
    await page.getByRole("button", { name: "Undo" }).tap();
    await page.getByRole("status").getByText("Sharing: on.").waitFor();
  });

  test("needs no script from the gate to a changed choice", async ({ stage }) => {
    const page = await stage.open({ on: "phone", javaScriptEnabled: false });
    await page.goto(person.link);
    await page.getByRole("checkbox", { name: ATTEST }).check();
    await page.getByRole("button", { name: /^(No thanks, continue|Continue)$/ }).click();
    await page.waitForURL("**/space");
    await page.getByRole("link", { name: /^Play / }).click();
    await page.waitForURL("**/space/*");
    const film = page.locator("article video");
    expect(await film.getAttribute("controls")).not.toBeNull();
    const address = (await film.locator("source").first().getAttribute("src")) ?? "";
    const start = await page.request.get(new URL(address, page.url()).href, {
      headers: { range: "bytes=0-99" },
    });
    expect([start.status(), start.headers()["content-type"]]).toEqual([206, "video/mp4"]);

    await page.getByRole("link", { name: "Your choices" }).first().click();
    const counting = page.getByRole("switch", { name: /What I watch and read/ });
    const before = await counting.getAttribute("aria-checked");
    await counting.click();
    await page.getByRole("status").getByText("Counting:").waitFor();
    expect(await counting.getAttribute("aria-checked")).not.toBe(before);
    await counting.click();
    expect(await counting.getAttribute("aria-checked")).toBe(before);
  });

  test("gets by with the keyboard alone, and sees where the focus is", async ({ stage }) => {
    const page = await stage.open({ on: "desk" });
    await page.goto(person.link);
    await tabTo(page, new RegExp(ATTEST));
    await page.keyboard.press("Space");
    await tabTo(page, /^(No thanks, continue|Continue)/);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/space");
    await tabTo(page, /^Play /);
    await page.keyboard.press("Enter");
    await page.locator("article video:focus").waitFor();
    await tabTo(page, /^Your choices/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Your choices" }).waitFor();
    await tabTo(page, /^Stop everything/);
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Stopped. No more messages from Acme").waitFor();
    await tabTo(page, /^Undo/);
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Undone.").waitFor();
  });

  test("asks a question on a phone, without script, and reads who has it and by when", async ({ stage }) => {
    const page = await stage.open({ on: "phone", javaScriptEnabled: false });
    await openSpace(page, person.link);
    await page.getByRole("link", { name: "Ask a question" }).click();
    expect(await page.getByRole("radio", { checked: true }).count(), "nothing is chosen (MI-1)").toBe(0);
    expect(await heightsUnder44(page), "targets of at least 44 px (P9)").toEqual([]);
    await page.getByRole("radio", { name: /A medicine/ }).check();
    await page.getByRole("textbox", { name: "Your question" }).fill("She fainted. What now?");
    await page.getByRole("button", { name: "Send question" }).click();
    await page.getByRole("heading", { level: 1, name: "Your question was received" }).waitFor();
    await page.getByRole("status").getByText("Medical information reads it and answers by").waitFor();
    await page.getByText("This also goes to our safety team now.").waitFor();
    expect(await heightsUnder44(page)).toEqual([]);
    const address = page.url();
    await page.reload();
    expect(page.url(), "a reload asks nothing again").toBe(address);
  });

  test("asks the rep by keyboard alone, who finds it on Today and says that it is answered", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "desk" });
    await openSpace(page, person.link);
    // the way to it leads over the film, whose own controls draw their ring
    await page.getByRole("link", { name: "Ask a question" }).press("Enter");
    await page.waitForURL("**/space/ask");
    await tabTo(page, /Our talks or an appointment/);
    await page.keyboard.press("Space");
    await tabTo(page, /Your question/);
    await page.keyboard.type("Could you ring me on Friday?");
    await tabTo(page, /^Send question/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Your question was received" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, COLOURS)).toEqual([]);

    const rep = await stage.open({ on: "phone" });
    await signIn(rep, stage.house.address, PEOPLE.rep, "/today");
    const today = rep.getByRole("region", { name: "Questions to answer" });
    await today
      .getByRole("link", { name: /asked you a question/ })
      .first()
      .tap();
    const card = rep.getByRole("article").filter({ hasText: "Could you ring me on Friday?" });
    expect((await card.getByRole("link").boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await card.getByRole("button", { name: "Answered by phone" }).tap();
    await card.waitFor({ state: "detached" });
    await rep.goto(`${stage.house.address.app}/hcps/${person.hcpId}/timeline`);
    await rep.getByText("answered by phone").first().waitFor();
    await rep.goto(`${stage.house.address.app}/hcps/${person.hcpId}`);
    const piece = rep.getByRole("table", { name: "What is on the page" }).getByRole("link").first();
    expect((await piece.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });

  test("who is no professional is shown no product, and is not asked why", async ({ stage }) => {
    const page = await stage.open({ on: "phone" });
    await page.goto(person.link);
    await page.getByRole("button", { name: "I am not a healthcare professional" }).tap();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    expect(await page.locator("body").textContent()).not.toMatch(/Cardivex|How to start/);
  });
});

/** Buttons, links in navigation, switches and labelled boxes that a thumb would miss. */
function heightsUnder44(page: Page): Promise<string[]> {
  return page.locator("button, nav a, summary, label, a.item, a.back").evaluateAll((elements) =>
    elements
      .filter((element) => element.getClientRects().length > 0)
      .filter((element) => element.getBoundingClientRect().height < 43.5)
      .map((element) => `${(element as HTMLElement).textContent} ${element.getBoundingClientRect().height}`),
  );
}
