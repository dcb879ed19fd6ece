import { beforeAll, describe, expect, it } from "vitest";
import { pdf, publishDocument, sendDocument, textAboutDocument } from "./document.ts";
import { film, settledAsset, textAbout, uploadFilm } from "./film.ts";
import { until } from "./house.ts";
import { confirmed, invite } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";

const journey = openJourney();
const { house } = journey;
const marketer = house.as("marketer");
const rep = house.as("rep");
const NOW = "2026-11-24T13:00:00.000Z";
/** Business time by which somebody can have read for a minute and twenty seconds. */
const LATER = "2026-11-24T13:03:00.000Z";

beforeAll(() => leap(journey, NOW));

describe("a PDF that cannot be used", () => {
  const whole = pdf();
  it.each([
    ["a film", film(), "not_a_pdf"],
    ["half of one", whole.slice(0, Math.floor(whole.size / 2)), "pdf_cut_short"],
    ["one with a script", pdf("/S /JavaScript "), "pdf_active"],
    ["an empty file", new Blob([]), "empty"],
  ])("fails with its reason when it is %s", async (_, file, reason) => {
    const asset = await settledAsset(house, await sendDocument(house, file));
    expect([asset.state, asset.failure?.reason]).toEqual(["failed", reason]);
    expect(asset.failure?.detail).toMatch(/ploa?d/);
  });

  it("is refused before the upload when it says it has more than 20 MB", async () => {
    const body = { fileName: "card.pdf", contentType: "application/pdf", bytes: 20_000_001 };
    await expect(marketer.call("startUpload", { body })).rejects.toThrow(/more than 20 MB/);
    await expect(marketer.call("startPartedUpload", { body })).rejects.toThrow(/more than 20 MB/);
  });
});

describe("a document", () => {
  it("goes with its reading text, and neither a video with one nor a PDF without", async () => {
    const assetId = await sendDocument(house, pdf());
    expect(await settledAsset(house, assetId)).toMatchObject({ kind: "document", document: { pages: 2 } });
    const without = marketer.call("createContent", { body: textAbout(assetId) });
    await expect(without).rejects.toThrow(/text for reading on a phone/);
    const filmed = (await uploadFilm(house, film())).assetId;
    const withText = marketer.call("createContent", { body: textAboutDocument(filmed) });
    await expect(withText).rejects.toThrow(/A video has no reading text/);
    const { versionId } = await marketer.call("createContent", { body: textAboutDocument(assetId) });
    // nobody but its makers and reviewers may open it before it is approved
    expect(await refusalOf(rep.call("readVersionFile", { params: { versionId } }))).toBe("not_found");
    const { url, pages } = await house.as("reviewer").call("readVersionFile", { params: { versionId } });
    expect([(await fetch(url)).headers.get("content-type"), pages]).toEqual(["application/pdf", 2]);
    expect(await refusalOf(marketer.call("readVersionMedia", { params: { versionId } }))).toBe("wrong_state");
  });

  it("is read on the page, opened as a file, counted for both, and the rep sees it where it is shared (F67)", async () => {
    const { versionId } = await publishDocument(house);
    const uses = ["track_individual", "share_with_rep"] as const;
    const who = { id: "DOC-1", territory: "GB-52", email: "doc.open@example.com", uses, versionId };
    const { hcpId, link } = await invite(house, who);
    const { items } = await rep.call("listPieces", { params: { hcpId }, query: { limit: 100 } });
    expect(items.find((one) => one.versionId === versionId)).toMatchObject({ kind: "document", seconds: 60 });

    const { phone, space } = await confirmed(house, link);
    expect(space.html).toContain("Document · 1 minute to read");
    const page = await phone.open(`/space/${versionId}`);
    expect(page.html).toMatch(/<h2>Before you start<\/h2><p>Measure blood pressure\.<\/p>/);
    expect(page.html).toContain("<p>Start with 5 mg & look again.</p>");
    expect(page.html).toContain("Do not use in severe hepatic impairment.");
    const address = /href="(\/renditions\/[^"]+)"[^>]*data-file/.exec(page.html)?.[1] ?? "";
    expect(page.html).toContain("Open the PDF (1 kB)");
    const opened = await fetch(new URL(address, house.address.hcp));
    expect([
      opened.status,
      opened.headers.get("content-type"),
      opened.headers.get("content-disposition"),
    ]).toEqual([200, "application/pdf", 'inline; filename="document.pdf"']);
    expect((await phone.fetchMedia(address.replace(/\?.*/, ""))).status).toBe(403);

    await house.setClock(LATER);
    const row = { items: [versionId], i: [0, 0], a: [0, 0], r: [100, 100] };
    expect(await phone.beacon({ ...row, seq: 1, k: [3, 2], b: [0, 60_000] })).toBe(204);
    expect(await phone.beacon({ ...row, seq: 2, k: [2, 4], b: [20_000, 0] })).toBe(204);
    // the same press again is a resend
    expect(await phone.beacon({ ...row, seq: 2, k: [2, 4], b: [20_000, 0] })).toBe(204);
    const seen = await until("what was read", async () => {
      const insights = await rep.call("readHcpInsights", { params: { hcpId } });
      const version = insights.shared ? insights.versions[0] : undefined;
      return version?.activeSeconds === 80 ? version : undefined;
    });
    expect(seen).toMatchObject({ kind: "document", downloads: 1, opened: 1, watchedSeconds: 0 });
    expect(seen).not.toHaveProperty("durationSeconds");
    const { items: rows } = await rep.call("readTimeline", { params: { hcpId }, query: {} });
    expect(rows.find((one) => one.kind === "visit")).toMatchObject({
      items: [{ versionId, kind: "document", activeSeconds: 80, downloads: 1 }],
    });
    const choices = await phone.open("/choices");
    expect(choices.html).toMatch(/Read for 1:20, last on [^<]+ · PDF opened/);

    await house
      .as("reviewer")
      .call("withdrawVersion", { params: { versionId }, body: { reason: "data_error" } });
    expect((await phone.open(`/space/${versionId}`)).status).toBe(410);
    await until("the end of the file's address (MLR-7)", async () =>
      (await phone.fetchMedia(address)).status >= 403 ? true : undefined,
    );
    await house.setClock(NOW);
  });

  it("is read by somebody who shares nothing, without a script and without a trace of them (INV-4)", async () => {
    const { versionId } = await publishDocument(house);
    const who = { id: "DOC-2", territory: "GB-52", email: "doc.quiet@example.com", versionId };
    const { hcpId, link } = await invite(house, who);
    const { phone } = await confirmed(house, link);
    const page = await phone.open(`/space/${versionId}`);
    expect([page.status, page.html.includes("<script"), page.html.includes("data-file")]).toEqual([
      200,
      false,
      false,
    ]);
    expect(await rep.call("readHcpInsights", { params: { hcpId } })).toMatchObject({ shared: false });
  });
});
