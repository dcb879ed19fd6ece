import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signIn } from "./rep.ts";
import { inBrowser, test } from "./windows.ts";

const PEOPLE = 10_000;
const PAGE = 1000;
/** Milliseconds for which one step may keep the window from answering. */
const LONGEST_TASK = 100;

declare global {
  interface Window {
    /** Long tasks since the last look, milliseconds. */
    longTasks: number[];
  }
}

inBrowser("an HCP list of ten thousand", () => {
  test("holds only the rows in view, and answers while somebody types, filters and scrolls", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "desk" });
    await page.addInitScript(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => {
        window.longTasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)));
      }).observe({ type: "longtask" });
    });
    await answerWithMany(page);
    await signIn(page, stage.house.address, "Ana Ruiz", "/hcps");
    await page.getByRole("status").getByText("10,000 people").waitFor();
    expect(await page.getByRole("table").getAttribute("aria-rowcount")).toBe(String(PEOPLE + 1));
    expect(await page.getByRole("row").count(), "rows in the document").toBeLessThan(80);

    await page.evaluate(() => window.longTasks.splice(0));
    const search = page.getByRole("searchbox");
    await search.pressSequentially("okafor-7", { delay: 30 });
    await page
      .getByRole("status")
      .getByText(/^\d{1,3}(,\d{3})? of 10,000 people/)
      .waitFor();
    await search.fill("");
    await page.getByRole("combobox", { name: "Specialty" }).selectOption("Nephrology");
    await page.getByRole("status").getByText("1,000 of 10,000 people").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page
      .getByRole("status")
      .getByText(/^10,000 people/)
      .waitFor();
    for (const part of [0.1, 0.5, 0.9, 1])
      await page.evaluate(async (share) => {
        scrollTo(0, document.documentElement.scrollHeight * share);
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      }, part);
    await page.getByRole("row", { name: /Lastrow/ }).waitFor();
    expect(await page.getByRole("row").count(), "rows in the document").toBeLessThan(80);
    const long = await page.evaluate(() => window.longTasks.splice(0));
    expect(
      long.filter((ms) => ms > LONGEST_TASK),
      `of the long tasks ${long.join(", ")} ms`,
    ).toEqual([]);
  });
});

/** Answers the list's calls with generated people: what is tested is the window, and importing them takes a minute. */
async function answerWithMany(page: Page): Promise<void> {
  await page.route("**/api/hcp-rows*", (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get("cursor") ?? 0);
    const items = Array.from({ length: PAGE }, (_, n) => row(from + n));
    const next = from + PAGE;
    return route.fulfill({ json: { items, ...(next < PEOPLE ? { cursor: String(next) } : {}) } });
  });
}

const FAMILIES = [
  "Okafor",
  "Brennan",
  "Müller",
  "Lefèvre",
  "Ó Dálaigh",
  "Nowak",
  "Haddad",
  "Lindqvist",
  "Byrne",
  "Şahin",
];
const SPECIALTIES = [
  "Cardiology",
  "Nephrology",
  "Diabetology",
  "Oncology",
  "Neurology",
  "Urology",
  "Surgery",
  "Geriatrics",
  "Medicine",
  "Pharmacy",
];

function row(n: number) {
  const last = n === PEOPLE - 1 ? "Zzz-Lastrow" : `${FAMILIES[n % 10]}-${n}`;
  return {
    hcpId: `hcp_${String(n).padStart(26, "0")}`,
    title: "Dr",
    firstName: "Ada",
    lastName: last,
    specialty: SPECIALTIES[Math.floor(n / 10) % 10],
    institution: `Practice ${n % 400}`,
    country: "GB",
    city: "Leeds",
    territory: "GB-01",
    status: "active",
    sms: "granted",
    email: "none",
  };
}
