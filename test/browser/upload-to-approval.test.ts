import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ffmpeg from "@ffmpeg-installer/ffmpeg";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { signIn } from "./rep.ts";
import { inBrowser, test } from "./windows.ts";

const TITLE = "Titration at a glance";

inBrowser("a film, from the marketer's disk to the reviewer's signature", () => {
  const dir = mkdtempSync(join(tmpdir(), "invito-upload-"));
  const file = join(dir, "titration.mov");
  beforeAll(() => makeFilmOfTwoParts(file));
  afterAll(() => rmSync(dir, { recursive: true }));

  test("an upload whose line is lost goes on where it stopped, also after a reload", async ({ stage }) => {
    stage.expectComplaint(/net::ERR_INTERNET_DISCONNECTED/);
    const page = await stage.open({ on: "desk" });
    await signIn(page, stage.house.address, "Mara Lindholm", "/upload");
    const sent: string[] = [];
    page.on("requestfinished", (request) => {
      if (request.method() === "PUT") sent.push(partOf(request.url()));
    });
    const waits = await page.getByRole("button", { name: "Save draft" }).getAttribute("aria-describedby");
    expect(await page.locator(`#${waits}`).textContent()).toMatch(
      /^Choose a video or a PDF; the draft can be/,
    );
    const secondPart = (url: URL) => partOf(url.href) === "2";
    await page.route(secondPart, (route) => route.abort("internetdisconnected"));

    await page.getByLabel("Video or PDF file").setInputFiles(file);
    await page.getByText(/^The upload stopped at \d+ %\. Your file is kept; it goes on by itself/).waitFor();
    const bar = page.getByRole("progressbar", { name: "Upload" });
    // the first part is still on its way when the second one is lost
    await expect
      .poll(async () => Number(await bar.getAttribute("aria-valuenow")), { timeout: 20_000 })
      .toBeGreaterThan(80);
    await expect.poll(() => sent, { timeout: 20_000 }).toEqual(["1"]);
    await page.reload();
    await page.getByText(/The upload of titration\.mov stopped at \d+ %/).waitFor();
    await page.unroute(secondPart);
    await page.getByLabel("Video or PDF file").setInputFiles(file);
    const steps = page.getByRole("list", { name: "Steps" });
    await steps.waitFor();
    expect(sent, "what had arrived is not sent again").toEqual(["1", "2"]);

    await page.getByRole("textbox", { name: "Title" }).fill(TITLE);
    await page.getByRole("textbox", { name: "Product" }).fill("Cardivex");
    await page.getByRole("checkbox", { name: "United Kingdom" }).check();
    await page.getByRole("textbox", { name: "Safety text" }).fill("Do not use in severe hepatic impairment.");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
    await enabled(page, "Submit for review");
    await page.getByRole("button", { name: "Submit for review" }).click();
    await page.getByText("Submitted. A reviewer reads it next.").waitFor();
  });

  test("a reviewer sees the film, its checks and the bytes, and signs", async ({ stage }) => {
    const page = await stage.open({ on: "desk" });
    await signIn(page, stage.house.address, "Dr Maria Keller");
    await page.getByRole("link", { name: "Review desk" }).first().click();
    await page
      .getByRole("navigation", { name: /^Waiting/ })
      .getByRole("link", { name: TITLE })
      .click();
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
    await page.locator("video").waitFor();
    await enabled(page, "Sign as reviewer");
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: `Sign “${TITLE}”` });
    await dialog.getByRole("textbox", { name: /What your signature means/ }).waitFor();
    await dialog.getByRole("button", { name: "Sign and approve" }).click();
    await page.getByText(/^Signed\. It can be used as v1\.0/).waitFor();
    await page.getByRole("link", { name: "Library" }).first().click();
    await page.getByRole("link", { name: TITLE }).first().click();
    await page
      .getByText(/GB-CAR-26-\d{5}/)
      .first()
      .waitFor();
  });
});

/** Nine megabytes that no codec makes smaller: two parts of an upload. */
function makeFilmOfTwoParts(file: string): void {
  const noise = "color=gray:size=480x480:rate=12:duration=4,noise=alls=100:allf=t+u";
  const made = spawnSync(ffmpeg.path, ["-f", "lavfi", "-i", noise, "-c:v", "mjpeg", "-q:v", "1", "-y", file]);
  if (made.status !== 0) throw new Error(`ffmpeg made no film: ${made.stderr}`);
}

function partOf(url: string): string {
  return new URL(url).searchParams.get("partNumber") ?? "";
}

/** A button that waits for something the house still does, such as making the films. */
async function enabled(page: Page, name: string): Promise<void> {
  await expect
    .poll(() => page.getByRole("button", { name }).isEnabled(), { timeout: 60_000, interval: 250 })
    .toBe(true);
}
