import { beforeAll, expect } from "vitest";
import { publishDocument } from "../journeys/document.ts";
import { violations } from "./axe.ts";
import { type Guest, guest, theHouse } from "./cast.ts";
import { openSpace } from "./hcp-pages.ts";
import { tabTo } from "./keyboard.ts";
import { signIn } from "./rep.ts";
import { inBrowser, test } from "./windows.ts";

inBrowser("a document on an HCP's page", () => {
  let person: Guest;
  beforeAll(async () => {
    const house = theHouse();
    const { versionId } = await publishDocument(house);
    person = await guest(house, { id: "PAPER-1", uses: ["track_individual", "share_with_rep"], versionId });
  });

  test("is read and opened with the keyboard, and the rep is told of both, each once (F67)", async ({
    stage,
  }) => {
    // Chromium without a window keeps a PDF instead of showing it
    stage.expectComplaint(/document\.pdf.*ERR_ABORTED|ERR_ABORTED.*document\.pdf/);
    const page = await stage.open({ on: "desk", acceptDownloads: true });
    await openSpace(page, person.link);
    await page.getByText("Document · 1 minute to read").waitFor();
    await tabTo(page, /^Read it/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "Before you start" }).waitFor();
    await page.getByText("Measure blood pressure.").waitFor();
    await tabTo(page, /^Open the PDF \(1 kB\)/);
    const file = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect((await file).suggestedFilename()).toBe("document.pdf");
    await page.getByRole("link", { name: "Back" }).click();
    await page.waitForURL("**/space");

    const desk = await stage.open({ on: "desk" });
    await signIn(desk, stage.house.address, "Ana Ruiz", `/hcps/${person.hcpId}`);
    await desk.getByText(/^(Read for \d+ s|Opened) · opened the PDF once$/).waitFor({ timeout: 40_000 });
    await desk.getByText("Talk about the content. Never about the viewing.").first().waitFor();
    expect(await violations(desk)).toEqual([]);
    await desk.goto(`${stage.house.address.app}/library/${person.versionId}`);
    await desk.getByRole("link", { name: "Open the PDF (2 pages, 1 kB)" }).waitFor();
    expect(await violations(desk)).toEqual([]);
  });
});
