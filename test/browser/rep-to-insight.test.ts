import { openAsBlob } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { arrange, publish, sendFilm, settledAsset } from "../journeys/film.ts";
import { until } from "../journeys/house.ts";
import { linkTo } from "../journeys/invited.ts";
import { material } from "../journeys/material.ts";
import { bringIn, consentTo, person } from "../journeys/people.ts";
import { theHouse } from "./cast.ts";
import { businessTime, passTime } from "./clock.ts";
import { linger } from "./hcp-pages.ts";
import { signIn } from "./rep.ts";
import { CUT_WINDOW_SECONDS } from "./times.ts";
import { inBrowser, test } from "./windows.ts";

const EMAIL = "nia.calder@example.com";
/** What is played again, seconds of the film. */
const AGAIN = { from: 12, to: 18 };

inBrowser("from a rep's sign-in to what an HCP replayed", () => {
  let hcpId: string;
  beforeAll(async () => {
    const house = theHouse();
    const { video } = await material();
    const assetId = await sendFilm(house, await openAsBlob(video, { type: "video/webm" }));
    await house
      .as("marketer")
      .call("completeUpload", { params: { assetId } })
      .catch(() => undefined);
    const row = {
      external_id: "REPLAY-1",
      first_name: "Nia",
      last_name: "Calder",
      email: EMAIL,
      territory: "GB-81",
    };
    hcpId = person(await bringIn(house, [row]), "REPLAY-1").hcpId;
    await consentTo(house, hcpId, "email");
    await settledAsset(house, assetId);
    const { versionId } = await publish(house, { assetId, title: "Weeks one to four" });
    await arrange(house, hcpId, [versionId]);
  });

  test("a rep finds the person, sends, takes it back within half a minute, and sends again", async ({
    stage,
  }) => {
    const page = await stage.open({ on: "desk" });
    await signIn(page, stage.house.address, "Ana Ruiz");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "HCPs" }).click();
    await page.getByRole("searchbox", { name: /Search people/ }).fill("calder");
    await page.getByRole("link", { name: /Calder/ }).click();
    await page.getByRole("link", { name: "Compose" }).click();
    const send = page.getByRole("button", { name: /^Send e-mail to Dr\.? Calder$/ });
    await page.getByText("Ready to send").waitFor();
    await send.click();
    const undo = page.getByRole("status").getByRole("button", { name: "Undo" });
    await undo.click();
    await page.getByRole("status").getByText("Taken back. Nothing was sent.").waitFor();
    await page.getByText("Cancelled").first().waitFor();

    await page.getByRole("link", { name: "Compose" }).click();
    await send.click();
    await undo.waitFor();
    await passTime(stage.house, 120);
    await linkTo(stage.house, EMAIL, "/s/");
    const invitations = (await stage.house.inbox(EMAIL)).filter(({ links }) =>
      links.some((link) => link.includes("/s/")),
    );
    expect(invitations, "what was taken back never left").toHaveLength(1);
    await page.reload();
    await page.getByText("Delivered").first().waitFor();
    expect(new URL(page.url()).pathname, "a reload asks for no new sign-in").toBe(`/hcps/${hcpId}/messages`);
  });

  test("the HCP replays a stretch twice, and the rep sees it named within a minute, until sharing ends", async ({
    stage,
  }) => {
    const phone = await stage.open({ on: "phone" });
    await phone.goto(await linkTo(stage.house, EMAIL, "/s/"));
    for (const box of await phone.getByRole("checkbox").all()) await box.tap();
    await linger(phone);
    await phone.getByRole("button", { name: "Continue with my choices" }).tap();
    await phone.waitForURL("**/space");
    await play(phone);
    for (let times = 0; times < 3; times++) {
      await goTo(phone, times === 0 ? AGAIN.from - 1 : AGAIN.from);
      await until(`second ${AGAIN.to}`, () => reached(phone, AGAIN.to));
    }
    await phone.locator("video").evaluate((film: HTMLVideoElement) => film.pause());
    const watchedAt = await businessTime(stage.house);
    await phone.getByRole("link", { name: "Your choices" }).first().tap();

    const page = await stage.open({ on: "desk" });
    await signIn(page, stage.house.address, "Ana Ruiz", `/hcps/${hcpId}`);
    const finding = page.getByRole("heading", { name: /^(Went back to .+|Played .+ again)$/ });
    // beacons arrive one by one: what is seen of the first may end earlier
    await expect
      .poll(
        async () => {
          await page.reload();
          await page
            .getByRole("complementary", { name: "Permission and timeline" })
            .getByRole("heading")
            .first()
            .waitFor();
          if ((await finding.count()) !== 1) return Number.POSITIVE_INFINITY;
          const { from, to } = stretchIn((await finding.textContent()) ?? "");
          return Math.max(Math.abs(from - AGAIN.from), Math.abs(to - AGAIN.to));
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBeLessThanOrEqual(1);
    expect(
      (await businessTime(stage.house)) - watchedAt,
      "seconds until the rep sees it",
    ).toBeLessThanOrEqual(60 - CUT_WINDOW_SECONDS);
    await page.getByText("Talk about the content. Never about the viewing.").waitFor();

    await phone.getByRole("switch", { name: /Let .+ see it/ }).tap();
    await phone.getByRole("status").getByText("Sharing: off.").waitFor();
    await page.reload();
    await page.getByText(/does not share viewing/).waitFor();
    expect(await finding.count(), "the watch map is gone (P3)").toBe(0);
    expect(await page.getByRole("main").textContent()).not.toMatch(/played|replay|Went back/i);
  });
});

/** Presses play as a thumb does. */
async function play(phone: Page): Promise<void> {
  await phone.getByRole("link", { name: /^Play / }).tap();
  const film = phone.locator("video");
  if (await film.evaluate((one: HTMLVideoElement) => one.paused))
    await film.evaluate((one: HTMLVideoElement) => one.play());
}

/** Moves the player as its slider does. */
function goTo(phone: Page, second: number): Promise<void> {
  return phone.locator("video").evaluate(async (film: HTMLVideoElement, to) => {
    film.currentTime = to;
    await new Promise((sought) => film.addEventListener("seeked", sought, { once: true }));
  }, second);
}

async function reached(phone: Page, second: number): Promise<true | undefined> {
  const at = await phone.locator("video").evaluate((film: HTMLVideoElement) => film.currentTime);
  return at >= second ? true : undefined;
}

/** `Played 0:12 to 0:18 again` in seconds. */
function stretchIn(heading: string): { from: number; to: number } {
  const [from = Number.NaN, to = Number.NaN] = [...heading.matchAll(/(\d+):(\d\d)/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  return { from, to };
}
