import type { Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import type { TemplateText } from "../../shared/model/template.ts";
import { arrange, film, uploadFilm } from "../journeys/film.ts";
import { until } from "../journeys/house.ts";
import { bringIn, consentTo, person } from "../journeys/people.ts";
import { COLOURS, violations } from "./axe.ts";
import { theHouse } from "./cast.ts";
import { signIn } from "./rep.ts";
import { DEVICES, inBrowser, test } from "./windows.ts";

/** Where pictures of a run are put, when somebody wants to look at them. */
const PICTURES = process.env["BROWSER_PICTURES"];
async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

const MAIL: TemplateText = {
  name: "After a visit",
  channel: "email",
  countries: ["US"],
  language: "en-US",
  subject: "A short page for you, {hcp}",
  body: "{greeting} {hcp},\n\nthank you for your time. {note}\n\nIt waits on your private page.",
  slots: [
    { kind: "picklist", slot: "greeting", label: "Greeting", options: ["Dear", "Good day,"] },
    { kind: "text", slot: "note", label: "Your note", maxChars: 120, review: "hold" },
  ],
  specialties: [],
};

/** Looks at a page in both sizes and both schemes. */
async function looked(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const device of ["desk", "phone"] as const) {
    await page.setViewportSize(DEVICES[device].viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
      const seen = await violations(page, colorScheme === "dark" ? COLOURS : {});
      found.push(...seen.map((one) => `${name}, ${device}, ${colorScheme}: ${one}`));
      await picture(page, `${name}-${device}-${colorScheme}`);
    }
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wide > 0) found.push(`${name}, ${device}: scrolls sideways by ${wide} px`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(DEVICES.desk.viewport);
  return found;
}

inBrowser("templates", () => {
  let hcpId: string;
  let versionId: string;
  beforeAll(async () => {
    const house = theHouse();
    const marketer = house.as("marketer");
    const reviewer = house.as("reviewer");
    const people = await bringIn(house, [
      {
        ...{ external_id: "WORDS-1", first_name: "Nora", last_name: "Lake", email: "nora.lake@example.com" },
        ...{ country: "US", region: "NY", city: "Albany", time_zone: "America/New_York", language: "en-US" },
        territory: "US-63",
      },
    ]);
    ({ hcpId } = person(people, "WORDS-1"));
    const { assetId } = await uploadFilm(house, film());
    const piece = await marketer.call("createContent", {
      body: {
        ...{ product: "Cardivex", title: "For words", safetyText: "Do not use in pregnancy.", assetId },
        ...{ countries: ["US"], language: "en-US", channels: ["email", "space"] },
      },
    });
    const params = { versionId: piece.versionId };
    const { bytesSha256 = "" } = await marketer.call("submitVersion", { params });
    await reviewer.call("approveVersion", { params, body: { sha256: bytesSha256, meaning: "I approve" } });
    await arrange(house, hcpId, [piece.versionId]);
    await consentTo(house, hcpId, "email");
    const draft = await marketer.call("createTemplate", { body: MAIL });
    versionId = draft.versionId;
    await marketer.call("submitTemplate", { params: { templateVersionId: versionId } });
  });

  test("a reviewer finds what waits, looks at its places and signs its words", async ({ stage }) => {
    const page = await stage.open({ on: "desk", reducedMotion: "reduce" });
    await signIn(page, stage.house.address, "Dr Maria Keller", "/templates");
    await page.getByRole("link", { name: "After a visit" }).first().waitFor();
    expect(await looked(page, "templates")).toEqual([]);
    await page.goto(`${stage.house.address.app}/templates/${versionId}`);
    await page.getByText("read before it leaves").waitFor();
    expect(await looked(page, "template")).toEqual([]);
    await page.getByRole("button", { name: "Sign as reviewer" }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign and approve" }).click();
    await page.getByText(/Signed\. Messages can leave with v\d/).waitFor();
    await page.getByText(/US-MSG-\d\d-\d{5}/).waitFor();
  });

  test("a rep chooses wordings and types; what locks sending is marked as it is typed, by keyboard alone (MLR-15)", async ({
    stage,
  }) => {
    await until("the approved template", async () => {
      const query = { channel: "email" as const };
      const { items } = await stage.house.as("rep").call("offerTemplates", { params: { hcpId }, query });
      return items.some((one) => one.versionId === versionId) ? true : undefined;
    });
    const page = await stage.open({ on: "desk", reducedMotion: "reduce" });
    await signIn(page, stage.house.address, "Ana Ruiz", `/hcps/${hcpId}/compose`);
    await page.getByLabel("Words", { exact: true }).selectOption(versionId);
    await page.getByLabel("Greeting").selectOption("Good day,");
    const note = page.getByLabel("Your note");
    await note.focus();
    await page.keyboard.type("About Cardivx on Thursday?");
    await page.locator("mark", { hasText: "Cardivx" }).waitFor();
    await page.getByText("reads as the name of a product, a substance or a trial").first().waitFor();
    const send = page.getByRole("button", { name: /^(Send|Schedule) e-mail/ });
    await page.getByText("The words need a change").first().waitFor();
    expect(await send.isDisabled()).toBe(true);
    expect(await looked(page, "compose-stopped")).toEqual([]);
    await note.fill("Until Thursday, then.");
    await page.locator("mark").waitFor({ state: "detached" });
    await page
      .getByText(/With compliance|Leaves/)
      .first()
      .waitFor();
    expect(await looked(page, "compose-words")).toEqual([]);
    await page
      .frameLocator('iframe[title="The e-mail"]')
      .getByText("thank you for your time. Until Thursday, then.")
      .waitFor();
  });

  test("a marketer writes a text and sees how the network counts it", async ({ stage }) => {
    const page = await stage.open({ on: "phone" });
    await signIn(page, stage.house.address, "Mara Lindholm", "/templates/new");
    const save = page.getByRole("button", { name: "Save draft" });
    const why = async () => page.locator(`#${await save.getAttribute("aria-describedby")}`).textContent();
    expect(await why()).toBe("Needs a name and a country.");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("By text");
    expect(await save.isDisabled()).toBe(true);
    expect(await why()).toBe("Needs a country.");
    expect(await violations(page)).toEqual([]);
    await page
      .getByRole("textbox", { name: "Words", exact: true })
      .fill("{company}: {rep} – {reason} {link} {stop}");
    await page.getByText("characters outside GSM-7").waitFor();
    await page
      .getByRole("textbox", { name: "Words", exact: true })
      .fill("{company}: {rep} {reason} {link} {stop}");
    await page.getByText(/1 segment, \d+ of 160 characters/).waitFor();
    await page.getByLabel("Ireland").check();
    expect(await violations(page)).toEqual([]);
    await picture(page, "edit-template-390");
    await page.getByText(/^Needs a /).waitFor({ state: "detached" });
    await save.tap();
    await page.getByRole("button", { name: "Submit for review" }).tap();
    await page.getByText("Submitted. A reviewer signs it next.").waitFor();
  });

  test("compliance writes a country's restricted words with the keyboard, and takes one back", async ({
    stage,
  }) => {
    const compliance = stage.house.as("compliance");
    const params = { country: "FR" as const };
    const page = await stage.open({ on: "desk", reducedMotion: "reduce" });
    await signIn(page, stage.house.address, "Claire Dubois", "/words");
    await page.getByLabel("Country").selectOption("FR");
    await page.getByText("No word of this country’s own.").waitFor();
    expect(await looked(page, "words-empty")).toEqual([]);
    await page.getByLabel("Word or phrase").fill("golf");
    await page.keyboard.press("Enter");
    await page.getByText("“golf” stops messages from now on.").waitFor();
    await page.getByText(/1 word, last changed by Claire Dubois/).waitFor();
    await page.keyboard.type("Golf");
    await page.getByText("It is there already.").waitFor();
    expect(await page.getByRole("button", { name: "Add word" }).isDisabled()).toBe(true);
    await page.getByLabel("Word or phrase").fill("Stepwise-2");
    await page.getByLabel("How it is looked for").selectOption("names");
    await page.getByLabel(/Only for the product/).fill("Cardivex");
    await page.keyboard.press("Enter");
    await page.getByText("As a name, also misspelt; only where a page is about Cardivex").waitFor();
    expect(await looked(page, "words")).toEqual([]);
    await page.getByRole("button", { name: "Remove golf" }).press("Enter");
    await page.getByText("“golf” may be typed again.").waitFor();
    await page.getByRole("button", { name: "Remove golf" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    await page.getByRole("button", { name: "Remove golf" }).waitFor();
    const { lists, changed } = await compliance.call("readRestrictedWords", { params });
    expect(lists.map(({ partial, names }) => [partial, names])).toEqual([
      [["golf"], []],
      [[], ["Stepwise-2"]],
    ]);
    expect(changed?.by.name).toBe("Claire Dubois");
    stage.expectComplaint(/409 \(Conflict\)/);
    const rival = await compliance.call("readRestrictedWords", { params });
    await compliance.call("writeRestrictedWords", { params, body: { lists: [], rev: rival.rev } });
    await page.getByRole("button", { name: "Remove golf" }).click();
    await page.getByText("Somebody changed these words. Read them again and repeat your change.").waitFor();
    await page.getByText("No word of this country’s own.").waitFor();
  });

  test("an administrator reads the restricted words and changes none", async ({ stage }) => {
    const page = await stage.open({ on: "phone" });
    await signIn(page, stage.house.address, "Ada Moreau", "/words");
    await page
      .getByText(/No word of this country’s own|\d words?/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: /Add word|Remove/ }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  test("somebody of compliance reads what was typed and releases it", async ({ stage }) => {
    const rep = stage.house.as("rep");
    const wording = { versionId, fills: { note: "Until Thursday, then." } };
    const { messageId } = await rep.call("composeMessage", { body: { hcpId, channel: "email", wording } });
    await until("the note", async () => {
      const { items } = await stage.house.as("compliance").call("listNotes", { query: {} });
      return items.some((one) => one.messageId === messageId) ? true : undefined;
    });
    const page = await stage.open({ on: "desk", reducedMotion: "reduce" });
    await signIn(page, stage.house.address, "Claire Dubois", "/notes");
    await page.getByText("Until Thursday, then.").first().waitFor();
    expect(await looked(page, "notes")).toEqual([]);
    await page.getByRole("button", { name: "Release" }).first().click();
    await page.getByText("Released. The gate is asked once more").waitFor();
    await page.getByText("Nothing waits.").waitFor();
  });
});
