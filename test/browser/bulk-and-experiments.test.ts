import type { Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { DAY } from "../../shared/model/time.ts";
import { arrange, publish } from "../journeys/film.ts";
import { until } from "../journeys/house.ts";
import { bringIn, consentTo, person } from "../journeys/people.ts";
import { COLOURS, violations } from "./axe.ts";
import { theHouse } from "./cast.ts";
import { signIn } from "./rep.ts";
import { TUESDAY_MORNING } from "./times.ts";
import { inBrowser, test } from "./windows.ts";

/** Where pictures of a run are put, when somebody wants to look at them. */
const PICTURES = process.env["BROWSER_PICTURES"];
const SPECIALTY = "Palliative medicine";

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

/** Two ways to begin a mail, each a template of its own. */
const ARMS = [
  ["Thanks", "Thank you for your time."],
  ["Short", "It takes two minutes."],
] as const;
const WORDS = {
  channel: "email" as const,
  countries: ["GB" as const],
  ...{ language: "en-GB", subject: "A page about words", slots: [], specialties: [] },
};

/** What the navigation at a desk says where one is. */
function lit(page: Page): Promise<string[]> {
  const main = page.getByRole("navigation", { name: "Main" });
  return main.locator("a[aria-current=page]").allInnerTexts();
}

inBrowser("inviting many, and tests", () => {
  beforeAll(async () => {
    const house = theHouse();
    const names = ["Aherne", "Boland", "Cusack"];
    const people = await bringIn(
      house,
      names.map((name) => ({
        external_id: `MANY-${name}`,
        first_name: "Una",
        last_name: name,
        specialty: SPECIALTY,
        email: `una.${name.toLowerCase()}@example.com`,
        territory: "GB-61",
      })),
    );
    const { versionId } = await publish(house, { title: "For everybody" });
    for (const name of names) {
      const { hcpId } = person(people, `MANY-${name}`);
      await arrange(house, hcpId, [versionId]);
      if (name !== "Cusack") await consentTo(house, hcpId, "email");
    }
  });

  test("a rep filters the list on a phone, sees each person's verdict, sends, and takes it back", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "phone" });
    const path = `/hcps?specialty=${encodeURIComponent(SPECIALTY)}`;
    await signIn(page, stage.house.address, "Ana Ruiz", path);
    await page.getByRole("link", { name: "Invite these 3" }).tap();
    await page.getByText("2 of 3 agreed to e-mails.").waitFor();
    await picture(page, "bulk-compose-390");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Check 3 people" }).tap();
    await page.getByText("2 of 3 people can be invited").waitFor();
    await page
      .getByText(/never agreed|No permission|Ask for it/)
      .first()
      .waitFor();
    await picture(page, "bulk-ready-390");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Send 2 invitations" }).tap();
    await page.getByText("2 of 3 people invited").waitFor();
    await page.getByRole("button", { name: "Take back what waits" }).tap();
    await page.getByText("2 invitations taken back; none had left").waitFor();
    await picture(page, "bulk-cancelled-390");
    await page.getByRole("link", { name: "All of mine" }).tap();
    await page.getByRole("heading", { name: "Invited together" }).waitFor();
    await picture(page, "bulks-390");
  });

  test("a closed window loses nothing: the address shows how far it is", async ({ stage }) => {
    const rep = stage.house.as("rep");
    const { items } = await rep.call("listHcpRows", { query: {} });
    const hcpIds = items.filter(({ specialty }) => specialty === SPECIALTY).map(({ hcpId }) => hcpId);
    const { bulkId } = await rep.call("createBulk", { body: { hcpIds, channel: "email" } });
    const page = await stage.open({ on: "desk", colorScheme: "dark" });
    await signIn(page, stage.house.address, "Ana Ruiz", `/bulks/${bulkId}`);
    await page.getByText("2 of 3 people can be invited").waitFor();
    expect(await lit(page)).toEqual(["Messages"]);
    await picture(page, "bulk-ready-1440-dark");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Cancel" }).press("Enter");
    await page.getByText("Nobody was written to.").waitFor();
    await until("the end of it", async () => {
      const bulk = await rep.call("readBulk", { params: { bulkId } });
      return bulk.state === "cancelled" ? true : undefined;
    });
    await page.getByRole("link", { name: "All of mine" }).press("Enter");
    await page.getByRole("heading", { name: "Invited together" }).waitFor();
    expect(await lit(page)).toEqual(["Messages"]);
    await page.getByRole("link", { name: "Today", exact: true }).first().press("Enter");
    await page.getByRole("heading", { name: "Invited together" }).waitFor({ state: "detached" });
    expect(await lit(page)).toEqual(["Today"]);
  });

  test("one person's invitation is part of a test, and waits for the hours of their arm (AB-1)", async ({
    stage,
  }) => {
    const { house } = stage;
    const marketer = house.as("marketer");
    const hours = (from: string, to: string) =>
      Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [from, to]]));
    const draft = await marketer.call("createExperiment", {
      body: {
        ...{ title: "Midday or afternoon", hypothesis: "Afternoon is better than midday." },
        ...{ country: "GB", channel: "email", metric: "confirmed_visit_7d" },
        ...{ baseline: 0.3, minimumEffect: 0.15, unitsPerArm: 60 },
        endsAt: new Date(Date.parse(TUESDAY_MORNING) + 30 * DAY).toISOString(),
        arms: [
          { key: "A", name: "Midday", variant: { kind: "window", hours: hours("12:00", "14:00") } },
          { key: "B", name: "Afternoon", variant: { kind: "window", hours: hours("15:00", "17:00") } },
        ],
      },
    });
    const params = { experimentId: draft.experimentId };
    const running = await marketer.call("startExperiment", { params, body: { rev: draft.rev } });
    const { items } = await house.as("rep").call("listHcpRows", { query: {} });
    const hcpId = items.find(({ lastName }) => lastName === "Boland")?.hcpId;
    if (hcpId === undefined) throw new Error("nobody is called Boland");
    const page = await stage.open({ on: "phone" });
    await signIn(page, house.address, "Ana Ruiz", `/hcps/${hcpId}/compose`);
    await page.getByLabel("As part of a test").selectOption({ label: "Midday or afternoon" });
    await page.getByText("The test decides the hours").waitFor();
    await page.getByText("It waits for the hours of the test.").waitFor();
    await picture(page, "compose-test-390");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: /^Schedule e-mail for 24 Nov, 1[25]:00/ }).tap();
    await page.getByText(/^E-mail to .*Boland is planned for 24 Nov, 1[25]:00/).waitFor();
    const own = await house.as("rep").call("listMessages", { params: { hcpId }, query: {} });
    const waiting = own.items.find(({ state }) => state === "queued");
    expect(waiting?.dueAt).toMatch(/^2026-11-24T1[25]:00:00/);
    const messageId = waiting?.messageId;
    if (messageId !== undefined) await house.as("rep").call("cancelMessage", { params: { messageId } });
    await marketer.call("endExperiment", { params, body: { rev: running.rev } });
  });

  test("one person's invitation is shown with the words of their arm, and with the sender's own without the test", async ({
    stage,
  }) => {
    const { house } = stage;
    const marketer = house.as("marketer");
    const versionIds = [];
    for (const [name, opening] of ARMS) {
      const written = await marketer.call("createTemplate", { body: { ...WORDS, name, body: opening } });
      const params = { templateVersionId: written.versionId };
      const { bytesSha256 = "" } = await marketer.call("submitTemplate", { params });
      const body = { sha256: bytesSha256, meaning: "I approve these words for GB" };
      await house.as("reviewer").call("approveTemplate", { params, body });
      versionIds.push(written.versionId);
    }
    const draft = await marketer.call("createExperiment", {
      body: {
        ...{ title: "Thanks or short", hypothesis: "Short is better than thanks." },
        ...{ country: "GB", channel: "email", metric: "confirmed_visit_7d" },
        ...{ baseline: 0.3, minimumEffect: 0.15, unitsPerArm: 60 },
        endsAt: new Date(Date.parse(TUESDAY_MORNING) + 30 * DAY).toISOString(),
        arms: versionIds.map((versionId, index) => ({
          ...{ key: index === 0 ? ("A" as const) : ("B" as const), name: ARMS[index]?.[0] ?? "" },
          variant: { kind: "template" as const, versionId },
        })),
      },
    });
    const params = { experimentId: draft.experimentId };
    const running = await marketer.call("startExperiment", { params, body: { rev: draft.rev } });
    const { items } = await house.as("rep").call("listHcpRows", { query: {} });
    const hcpId = items.find(({ lastName }) => lastName === "Aherne")?.hcpId;
    const page = await stage.open({ on: "phone" });
    await signIn(page, house.address, "Ana Ruiz", `/hcps/${hcpId}/compose`);
    const frame = page.frameLocator('iframe[title="The e-mail"]');
    const armWords = frame.getByText(/^(Thank you for your time|It takes two minutes)/);
    await frame.locator("body").waitFor();
    expect(await armWords.count()).toBe(0);
    const words = page.getByLabel("Words", { exact: true });
    await words.waitFor();
    await page.getByLabel("As part of a test").selectOption({ label: "Thanks or short" });
    await page.getByText("what is shown is what leaves").waitFor();
    await page.getByText("Approved words of the test").waitFor();
    await page.getByText("A page about words", { exact: true }).waitFor();
    await armWords.waitFor();
    expect(await words.count()).toBe(0);
    await page.getByText("Ready to send").waitFor();
    await picture(page, "compose-words-test-390");
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, COLOURS)).toEqual([]);
    await page.getByLabel("As part of a test").selectOption({ label: "No test" });
    await words.waitFor();
    await armWords.waitFor({ state: "detached" });
    await marketer.call("endExperiment", { params, body: { rev: running.rev } });
  });

  test("a marketer plans a test with the keyboard, registers it, and nobody changes it after", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "desk" });
    await signIn(page, stage.house.address, "Mara Lindholm", "/experiments");
    await page.getByRole("link", { name: "Plan a test" }).press("Enter");
    await page.getByText("Name the test.").first().waitFor();
    await page.getByRole("textbox", { name: "Name", exact: true }).first().fill("Noon or late afternoon");
    await page.getByRole("textbox", { name: /What do you expect/ }).fill("Late is better than noon.");
    await page.getByLabel("Country").selectOption("GB");
    await page.getByText(/one look needs 163 people an arm/).waitFor();
    await picture(page, "test-plan-1440");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Keep this plan" }).press("Enter");
    await page.getByRole("button", { name: "Register and start" }).press("Enter");
    const asked = page.getByRole("dialog");
    await asked.getByText("From now on nobody can change it").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await asked.waitFor({ state: "hidden" });
    await page.getByText("Can still be changed").waitFor();
    await page.getByRole("button", { name: "Register and start" }).press("Enter");
    await asked.getByRole("button", { name: "Register and start" }).press("Enter");
    await page.getByText("Not enough data", { exact: true }).waitFor();
    await page.getByText("Registered; nobody can change it").waitFor();
    expect(await page.getByRole("link", { name: "Change" }).count()).toBe(0);
    await picture(page, "test-1440");
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, COLOURS)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, "test-390-dark");
    await page.getByRole("button", { name: "End now" }).press("Enter");
    await asked.getByRole("button", { name: "End now" }).press("Enter");
    await page.getByText("Ended by a person").waitFor();
    await page.goto(`${stage.house.address.app}/experiments`);
    await page.getByRole("link", { name: "Noon or late afternoon" }).waitFor();
    await picture(page, "tests-390-dark");
  });
});
