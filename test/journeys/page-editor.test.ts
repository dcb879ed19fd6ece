import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { arrange, publish } from "./film.ts";
import { HcpPhone } from "./hcp-phone.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, person } from "./people.ts";

const journey = openJourney();
const { house, aws, name } = journey;
const rep = house.as("rep");
const NOW = "2026-11-24T10:00:00.000Z";
let hcpId: string;
let frenchId: string;
let versionId: string;

beforeAll(async () => {
  await leap(journey, NOW);
  const people = await bringIn(house, [
    { external_id: "EDIT-1", territory: "GB-86", email: "edit.one@example.com" },
    {
      external_id: "EDIT-2",
      territory: "FR-86",
      country: "FR",
      time_zone: "Europe/Paris",
      language: "fr-FR",
      email: "edit.two@example.com",
    },
  ]);
  hcpId = person(people, "EDIT-1").hcpId;
  frenchId = person(people, "EDIT-2").hcpId;
  versionId = (await publish(house, { title: "For the editor" })).versionId;
});

describe("what a rep may put on a page", () => {
  it("is what is approved, and for the others why not", async () => {
    const library = (id: string) => rep.call("listPieces", { params: { hcpId: id }, query: { limit: 100 } });
    const own = (await library(hcpId)).items.find((piece) => piece.versionId === versionId);
    expect(own).toMatchObject({ title: "For the editor", seconds: expect.any(Number) });
    expect(own?.reason).toBeUndefined();
    const french = (await library(frenchId)).items.find((piece) => piece.versionId === versionId);
    expect(french?.reason).toBe("not approved for this country");
  });

  it("is read back with titles, and who saved it", async () => {
    await arrange(house, hcpId, [versionId]);
    const space = await rep.call("readSpace", { params: { hcpId } });
    expect(space.pieces).toMatchObject([{ versionId, title: "For the editor", major: 1 }]);
    expect(space.changedBy).toEqual(expect.any(String));
    const stale = rep.call("arrangeSpace", { params: { hcpId }, body: { items: space.items, rev: 0 } });
    expect(await refusalOf(stale)).toBe("conflict");
  });
});

describe("the preview of a page", () => {
  const engagement = async () =>
    (await aws.tables.send(new ScanCommand({ TableName: name("ENGAGEMENT_TABLE"), Select: "COUNT" }))).Count;

  it("is the HCP's page in a frame of the app, saved or not, and is no visit", async () => {
    const before = await engagement();
    const { address } = await rep.call("openSpacePreview", {
      params: { hcpId },
      body: { items: [{ versionId: versionId as never }] },
    });
    const phone = new HcpPhone(house.address.hcp);
    const page = await phone.open(address);
    expect(page.status).toBe(200);
    expect(page.html).toContain("For the editor");
    expect(page.headers.get("content-security-policy")).toContain(`frame-ancestors ${house.address.app}`);
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(await engagement()).toBe(before);
    await house.setClock("2026-11-24T10:20:00.000Z");
    expect((await phone.open(address)).status).toBe(410);
    await house.setClock(NOW);
  });

  it("is for the own territory's rep", async () => {
    const marketer = house.as("marketer");
    const tries = [
      marketer.call("openSpacePreview", { params: { hcpId }, body: { items: [] } }),
      marketer.call("listPieces", { params: { hcpId }, query: {} }),
    ];
    expect(await Promise.all(tries.map(refusalOf))).toEqual(tries.map(() => "not_found"));
  });
});
