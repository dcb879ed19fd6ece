import type { Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import type { HcpId } from "../../shared/model/ids.ts";
import { arrange, publish } from "../journeys/film.ts";
import { until } from "../journeys/house.ts";
import { bringIn, consentTo, person } from "../journeys/people.ts";
import { violations } from "./axe.ts";
import { theHouse } from "./cast.ts";
import { signIn } from "./rep.ts";
import { inBrowser, test } from "./windows.ts";

/** Where pictures of a run are put, when somebody wants to look at them. */
const PICTURES = process.env["BROWSER_PICTURES"];

/** Agreed to e-mails and has a page; writes back by text. */
const CALLER = {
  external_id: "INPERSON-2",
  first_name: "Nuala",
  last_name: "Quill",
  email: "nuala.quill@example.com",
  mobile: "+447911123498",
} as const;

inBrowser("consent in person", () => {
  let hcpId: string;
  let callerId: HcpId;
  beforeAll(async () => {
    const house = theHouse();
    const row = {
      external_id: "INPERSON-1",
      first_name: "Ita",
      last_name: "Lavelle",
      email: "ita.lavelle@example.com",
      mobile: "+447911123499",
      territory: "GB-82",
    };
    const other = { ...CALLER, territory: row.territory };
    const people = await bringIn(house, [row, other]);
    hcpId = person(people, row.external_id).hcpId;
    callerId = person(people, other.external_id).hcpId;
    await consentTo(house, callerId, "email");
    await arrange(house, callerId, [(await publish(house)).versionId]);
  });

  test("is read, ticked and signed with a finger on a phone, and cannot be recorded before", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "phone" });
    await signIn(page, stage.house.address, "Ana Ruiz", `/hcps/${hcpId}/consent`);
    await page.getByRole("button", { name: "Record consent" }).click();
    const dialog = page.getByRole("dialog", { name: /^Consent of/ });
    const record = dialog.getByRole("button", { name: "Record consent" });
    const boxes = dialog.getByRole("checkbox");
    for (const box of await boxes.all())
      expect(await box.isChecked(), "nothing is ticked before").toBe(false);
    await dialog.getByRole("checkbox", { name: /by text message/ }).check();
    await dialog.getByRole("checkbox", { name: /count what I watch/ }).check();
    expect(await record.isDisabled(), "nothing is recorded without a signature").toBe(true);
    await sign(page);
    await picture(page, "capture-390");
    expect(await violations(page)).toEqual([]);
    await record.click();
    await dialog.getByText("Keep this receipt").waitFor();
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByText("Invitations by text.").waitFor();
    const { standing } = await stage.house.as("rep").call("readConsent", { params: { hcpId } });
    const granted = standing.filter(({ channel, state }) => channel !== "email" && state === "granted");
    expect(granted.map(({ dataUse }) => dataUse)).toContain("send");
    await picture(page, "panel-390");
  });

  test("is signed with the keyboard by typing the name", async ({ stage }) => {
    const page = await stage.open({ on: "desk", colorScheme: "dark" });
    await signIn(page, stage.house.address, "Ana Ruiz", `/hcps/${hcpId}/consent`);
    await page.getByRole("button", { name: "Record consent" }).click();
    const dialog = page.getByRole("dialog", { name: /^Consent of/ });
    await dialog.getByRole("checkbox", { name: /suggest what could be useful/ }).check();
    await dialog.getByRole("button", { name: "Type the name instead" }).press("Enter");
    await dialog.getByRole("textbox", { name: "Full name, typed by the person" }).fill("Ita Lavelle");
    await picture(page, "capture-typed-1440-dark");
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Record consent" }).press("Enter");
    await dialog.getByText("Keep this receipt").waitFor();
  });

  test("CON-14: an opt-out takes two taps from any page of the person, and says before that it is final", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "phone" });
    await signIn(page, stage.house.address, "Ana Ruiz", `/hcps/${hcpId}`);
    await page.getByRole("button", { name: "Asked to stop" }).tap();
    await page.getByText(/You cannot undo it; only .+ can\./).waitFor();
    await picture(page, "stop-390");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Stop everything" }).tap();
    await page
      .getByRole("status")
      .getByText(/^Stopped\./)
      .waitFor();
    const { standing } = await stage.house.as("rep").call("readConsent", { params: { hcpId } });
    expect(new Set(standing.map(({ state }) => state))).toEqual(new Set(["withdrawn"]));
    await page.goto(`${stage.house.address.app}/hcps/${hcpId}/consent`);
    await page.getByText("Everything").first().waitFor();
    expect(await page.getByRole("button", { name: "Record consent" }).count(), "nothing left to ask").toBe(0);
  });

  test("the office sees the proof and enters what came by letter", async ({ stage }) => {
    const page = await stage.open({ on: "desk" });
    await signIn(page, stage.house.address, "Ada Moreau", `/hcps/${hcpId}/consent`);
    await page.getByRole("button", { name: "Show signature" }).first().click();
    await page.getByText("Strokes and words are as they were signed.").waitFor();
    await picture(page, "panel-admin-1440");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Record opt-out" }).click();
    const dialog = page.getByRole("dialog", { name: /^Opt-out of/ });
    await dialog.getByText("Letter", { exact: true }).click();
    await dialog.getByRole("textbox", { name: "Where the proof is" }).fill("Letter 2026-114");
    await picture(page, "opt-out-1440");
    await dialog.getByRole("button", { name: "Stop everything" }).click();
    await page.getByText("Letter 2026-114").waitFor();
  });

  test("drug safety keeps promotion from the person while a case is open; a rep reads no reason (INV-7)", async ({
    stage,
  }) => {
    const { house } = stage;
    const verdict = () => house.as("rep").call("dryRun", { body: { hcpId: callerId, channel: "email" } });
    const before = await verdict();
    expect(["ALLOW", "DELAY"]).toContain(before.verdict);
    await fetch(`${house.address.app}/_local/inbox/texts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ from: CALLER.mobile, text: "Cancel Tuesday's call" }),
    });
    await until("the text on safety's desk", async () => {
      const { items } = await house.as("safety").call("listInboundWork", { query: {} });
      return items.some(({ hcps }) => hcps.some((one) => one.hcpId === callerId)) ? true : undefined;
    });
    const page = await stage.open({ on: "phone" });
    await signIn(page, house.address, "Pia Novak", "/texts");
    const card = page.getByRole("article", { name: /Quill/ });
    await card.getByRole("button", { name: "Read the text" }).tap();
    const form = card.getByRole("form", { name: /^Case of .*Quill/ });
    const hold = form.getByRole("button", { name: "Hold promotion" });
    await form.getByLabel(/^Case number/).fill("PV 77");
    expect(await hold.isDisabled(), "a number with a gap is none").toBe(true);
    await form.getByLabel(/^Case number/).fill("PV-2026-0077");
    await picture(page, "case-hold-390");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText(/^Nothing promotional leaves to .*Quill until the case is closed/).waitFor();
    expect(await verdict()).toMatchObject({
      verdict: "DENY",
      reason: { code: "NOT_AVAILABLE", words: "Not available for this contact." },
    });
    await page.getByRole("button", { name: "Take back" }).press("Enter");
    await page.getByText(/^No case keeps promotion from .*Quill any more/).waitFor();
    expect((await verdict()).verdict).toBe(before.verdict);
  });
});

/** Draws a line through the field as a hand does. */
async function sign(page: Page): Promise<void> {
  const field = page.getByRole("img", { name: /signature/i });
  await field.scrollIntoViewIfNeeded();
  const box = await field.boundingBox();
  if (box === null) throw new Error("the field is not there");
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.1, 0.7));
  await page.mouse.down();
  for (const [x, y] of [
    [0.25, 0.2],
    [0.4, 0.8],
    [0.55, 0.3],
    [0.85, 0.6],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 6 });
  await page.mouse.up();
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}
