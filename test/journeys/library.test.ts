import { randomBytes } from "node:crypto";
import { ListMultipartUploadsCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { chainOf, denialsOf } from "./audit-trail.ts";
import { arrange, film, publish, settledAsset, textAbout, uploadFilm } from "./film.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, person } from "./people.ts";

const journey = openJourney();
const { house, aws, name } = journey;
const marketer = house.as("marketer");
const reviewer = house.as("reviewer");
const rep = house.as("rep");
const NOW = "2026-11-20T10:00:00.000Z";
let assetId: string;

beforeAll(async () => {
  await leap(journey, NOW);
  assetId = (await uploadFilm(house, film())).assetId;
});

async function inReview(title: string) {
  const { versionId } = await marketer.call("createContent", { body: textAbout(assetId, { title }) });
  await marketer.call("submitVersion", { params: { versionId } });
  return versionId;
}
const put = async (url: string, body: Uint8Array<ArrayBuffer>) =>
  (await fetch(url, { method: "PUT", body: new Blob([body]) })).status;

describe("an upload in parts", () => {
  it("goes on after a break with what is missing, and becomes the film", async () => {
    const file = new Uint8Array(await film().arrayBuffer());
    const body = { fileName: "film.webm", contentType: "video/webm", bytes: file.byteLength };
    const { assetId: id, partBytes } = await marketer.call("startPartedUpload", { body });
    const params = { assetId: id };
    expect(file.byteLength).toBeLessThan(partBytes);
    expect(await refusalOf(marketer.call("joinParts", { params }))).toBe("wrong_state");
    const signed = await marketer.call("signParts", { params, body: { numbers: [1] } });
    expect(await put(signed.parts[0]?.url ?? "", file)).toBe(200);
    const read = await marketer.call("readParts", { params });
    expect(read).toMatchObject({ arrived: [{ number: 1, bytes: file.byteLength }] });
    expect((await marketer.call("joinParts", { params })).state).not.toBe("awaiting_upload");
    expect((await settledAsset(house, id)).state).toBe("ready");
  });

  it("takes several parts of eight megabytes, each exactly as large as it was signed for", async () => {
    const bytes = 8 * 1024 * 1024 + 3;
    const body = { fileName: "noise.mp4", contentType: "video/mp4", bytes };
    const { assetId: id } = await marketer.call("startPartedUpload", { body });
    const params = { assetId: id };
    const { parts } = await marketer.call("signParts", { params, body: { numbers: [1, 2] } });
    const [first, second] = parts.map(({ url }) => url);
    expect(await put(second ?? "", randomBytes(4))).toBe(403);
    expect(await put(second ?? "", randomBytes(3))).toBe(200);
    expect(await put(first ?? "", randomBytes(8 * 1024 * 1024))).toBe(200);
    await marketer.call("joinParts", { params });
    expect((await settledAsset(house, id)).failure?.reason).toBe("not_a_video");
  });

  it("is given up with its parts, and the audit knows", async () => {
    const body = { fileName: "film.webm", contentType: "video/webm", bytes: 5 };
    const { assetId: id } = await marketer.call("startPartedUpload", { body });
    const params = { assetId: id };
    const { parts } = await marketer.call("signParts", { params, body: { numbers: [1] } });
    expect(await put(parts[0]?.url ?? "", randomBytes(5))).toBe(200);
    const open = async () => {
      const listed = await aws.objects.send(
        new ListMultipartUploadsCommand({ Bucket: name("MEDIA_BUCKET"), Prefix: `originals/${id}/` }),
      );
      return listed.Uploads?.length ?? 0;
    };
    expect(await open()).toBe(1);
    const given = await marketer.call("giveUpUpload", { params });
    expect(given).toMatchObject({ state: "failed", failure: { reason: "given_up" } });
    expect(await open()).toBe(0);
    expect(await refusalOf(marketer.call("signParts", { params, body: { numbers: [1] } }))).toBe(
      "wrong_state",
    );
    expect((await chainOf(journey, `Asset#${id}`)).map((link) => link.action)).toEqual([
      "media.asset.create",
      "media.asset.upload_given_up",
    ]);
  });
});

describe("the film of a version", () => {
  it("plays for signed-in people who may see the version, and for nobody without the signature", async () => {
    const { versionId } = await publish(house, { assetId, title: "To be seen" });
    const media = await rep.call("readVersionMedia", { params: { versionId } });
    const [best] = media.films;
    const shown = await fetch(best?.url ?? "", { headers: { range: "bytes=0-99" } });
    expect([shown.status, shown.headers.get("content-type")]).toEqual([206, "video/mp4"]);
    expect((await fetch(media.poster)).headers.get("content-type")).toBe("image/jpeg");
    expect((await fetch(media.preview.url)).status).toBe(200);
    expect((await fetch((best?.url ?? "").replace(/\?.*/, ""))).status).toBe(403);
  });

  it("is nothing to a rep before the approval, and the audit knows of the try", async () => {
    const versionId = await inReview("Not yet for reps");
    expect((await reviewer.call("readVersionMedia", { params: { versionId } })).films.length).toBeGreaterThan(
      0,
    );
    expect(await refusalOf(rep.call("readVersionMedia", { params: { versionId } }))).toBe("not_found");
    const denials = await denialsOf(journey, await house.userId("rep"), NOW.slice(0, 10));
    expect(denials).toContainEqual(
      expect.objectContaining({ action: "media.version.view", reason: "not_in_use" }),
    );
    const { versionId: seen } = await publish(house, { assetId, title: "A poster" });
    const versionIds = `${versionId},${seen}`;
    const posters = await rep.call("listPosters", { query: { versionIds } });
    expect(posters.items.map((one) => one.versionId)).toEqual([seen]);
    expect((await marketer.call("listPosters", { query: { versionIds } })).items).toHaveLength(2);
  });
});

describe("the use of a version", () => {
  it("is counted page by page, as reps put it on and take it off", async () => {
    const people = await bringIn(house, [{ external_id: "LIB-1" }, { external_id: "LIB-2" }]);
    const [first, second] = [person(people, "LIB-1"), person(people, "LIB-2")];
    const { versionId } = await publish(house, { assetId, title: "On pages" });
    const { versionId: other } = await publish(house, { assetId, title: "Instead" });
    const pages = async () => (await reviewer.call("readVersionUse", { params: { versionId } })).pages;
    expect(await pages()).toBe(0);
    await arrange(house, first.hcpId, [versionId]);
    await arrange(house, second.hcpId, [versionId, other]);
    await arrange(house, second.hcpId, [other, versionId]);
    expect(await pages()).toBe(2);
    await arrange(house, first.hcpId, [other]);
    expect(await pages()).toBe(1);
  });
});

describe("a review", () => {
  it("sends a version back with its reason, after talk about moments of the film", async () => {
    const versionId = await inReview("Sent back");
    const params = { versionId };
    await reviewer.call("addComment", { params, body: { text: "The axis has no unit.", atMs: 1500 } });
    await marketer.call("addComment", { params, body: { text: "I will add it." } });
    const reason = "Add the unit to the axis at 1.5 s.";
    const sent = await reviewer.call("returnVersion", { params, body: { reason } });
    expect(sent).toMatchObject({ state: "draft", returned: { reason, name: expect.any(String) } });
    const { items } = await marketer.call("listComments", { params });
    expect(items.map((one) => [one.by.role, one.atMs])).toEqual([
      ["reviewer", 1500],
      ["marketer", undefined],
    ]);
    expect(await refusalOf(reviewer.call("returnVersion", { params, body: { reason } }))).toBe("wrong_state");
    const again = await marketer.call("submitVersion", { params });
    expect(again).not.toHaveProperty("returned");
    expect((await chainOf(journey, `ContentVersion#${versionId}`)).map((link) => link.action)).toEqual([
      "content.version.create",
      "content.version.submit",
      "content.version.comment",
      "content.version.comment",
      "content.version.return",
      "content.version.submit",
    ]);
  });
});
