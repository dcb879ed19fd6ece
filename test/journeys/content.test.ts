import {
  AdminAddUserToGroupCommand,
  AdminRemoveUserFromGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { chainOf, denialsOf } from "./audit-trail.ts";
import { film, publish, textAbout, uploadFilm } from "./film.ts";
import { connect, until } from "./house.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";

const journey = openJourney();
const { house, aws, shared, name } = journey;
const marketer = house.as("marketer");
const reviewer = house.as("reviewer");
const rep = house.as("rep");
const NOW = "2026-11-19T10:00:00.000Z";
const MEANING = "I approve this material as medically accurate for GB";
let assetId: string;

beforeAll(async () => {
  await leap(journey, NOW);
  assetId = (await uploadFilm(house, film())).assetId;
});

async function inReview(title: string, more: { expiresAt?: string; assetId?: string } = {}) {
  const body = { ...textAbout(assetId, { title }), ...more };
  const { versionId } = await marketer.call("createContent", { body });
  const version = await marketer.call("submitVersion", { params: { versionId } });
  return { versionId, contentId: version.contentId, sha256: version.bytesSha256 ?? "" };
}
const approve = (versionId: string, sha256: string, as = reviewer) =>
  as.call("approveVersion", { params: { versionId }, body: { sha256, meaning: MEANING } });

describe("an approval", () => {
  it("is not given by an author, also not by one who is a reviewer besides (MLR-1)", async () => {
    const { versionId, sha256 } = await inReview("Two hats");
    const hat = { UserPoolId: shared.userPoolId, Username: "mara", GroupName: "reviewer" };
    expect(await refusalOf(approve(versionId, sha256, marketer))).toBe("not_found");
    await aws.users.send(new AdminAddUserToGroupCommand(hat));
    try {
      const both = connect(shared.address).as("marketer");
      expect(await refusalOf(approve(versionId, sha256, both))).toBe("separation_of_duties");
    } finally {
      await aws.users.send(new AdminRemoveUserFromGroupCommand(hat));
    }
    const denials = await denialsOf(journey, await house.userId("marketer"), NOW.slice(0, 10));
    expect(denials).toContainEqual(expect.objectContaining({ action: "mlr.sod.denied", reason: "MLR-1" }));
    expect((await reviewer.call("readVersion", { params: { versionId } })).state).toBe("in_review");
  });

  it("is not given for other bytes than those that were looked at (MLR-3)", async () => {
    const { versionId } = await inReview("Other bytes");
    expect(await refusalOf(approve(versionId, "0".repeat(64)))).toBe("conflict");
    expect((await reviewer.call("readVersion", { params: { versionId } })).signatures).toEqual([]);
  });

  it("signs with name, meaning, time and hash, and the audit holds the same", async () => {
    const { versionId, sha256 } = await inReview("Signed");
    const approved = await approve(versionId, sha256);
    const read = await reviewer.call("readVersion", { params: { versionId } });
    const signature = {
      versionId,
      printedName: "Dr Maria Keller",
      role: "reviewer",
      meaning: MEANING,
      sha256,
    };
    expect(read.signatures).toEqual([expect.objectContaining(signature)]);
    expect(Date.parse(read.signatures[0]?.ts ?? "") - Date.parse(NOW)).toBeLessThan(600_000);
    const chain = await chainOf(journey, `ContentVersion#${versionId}`);
    expect(chain.map((link) => link.action)).toEqual([
      "content.version.create",
      "content.version.submit",
      "content.version.approve",
    ]);
    expect(chain[2]).toMatchObject({ object: { sha256 }, reason: MEANING, after: { state: "approved" } });
    expect(approved.expiresAt?.slice(0, 10)).toBe("2027-11-19");
  });

  it("ends with a change of the text: the version is a draft again and has to be looked at anew", async () => {
    const { versionId, sha256 } = await inReview("Edited");
    const { rev } = await marketer.call("readVersion", { params: { versionId } });
    const edited = await marketer.call("editVersion", {
      params: { versionId },
      body: { rev, safetyText: "Do not use in pregnancy." },
    });
    expect(edited.state).toBe("draft");
    expect(edited).not.toHaveProperty("bytesSha256");
    expect(await refusalOf(approve(versionId, sha256))).toBe("wrong_state");
    const again = await marketer.call("submitVersion", { params: { versionId } });
    expect(again.bytesSha256).not.toBe(sha256);
    expect(await refusalOf(approve(versionId, sha256))).toBe("conflict");
    expect((await approve(versionId, again.bytesSha256 ?? "")).state).toBe("approved");
  });

  it("refuses a second editor who has not seen the first one's change", async () => {
    const { versionId } = await inReview("Two editors");
    const { rev } = await marketer.call("readVersion", { params: { versionId } });
    const edit = (title: string) =>
      marketer.call("editVersion", { params: { versionId }, body: { rev, title } });
    await edit("First");
    expect(await refusalOf(edit("Second"))).toBe("conflict");
  });
});

describe("the library", () => {
  it("shows a rep what is approved and in date, and of anything else not even that it exists", async () => {
    const expiresAt = "2026-11-19T12:00:00.000Z";
    const { versionId, sha256 } = await inReview("For the library", { expiresAt });
    const shown = async () =>
      (await rep.call("listContent", { query: { limit: 100 } })).items.some(
        (one) => one.versionId === versionId,
      );
    expect(await shown()).toBe(false);
    expect(await refusalOf(rep.call("readVersion", { params: { versionId } }))).toBe("not_found");
    await approve(versionId, sha256);
    await until("the library's index", async () => ((await shown()) ? true : undefined));
    await house.setClock("2026-11-19T12:00:00.000Z");
    expect(await shown()).toBe(false);
    expect((await marketer.call("readVersion", { params: { versionId } })).state).toBe("expired");
    await house.setClock(NOW);
  });

  it("lists all versions for those who make them, newest first", async () => {
    const page = await marketer.call("listContent", { query: { limit: 3 } });
    const times = page.items.map((one) => one.createdAt);
    expect(times).toEqual([...times].sort().reverse());
    const next = await marketer.call("listContent", { query: { limit: 3, cursor: page.cursor ?? "" } });
    expect(next.items.map((one) => one.versionId)).not.toContain(page.items[0]?.versionId);
  });
});

describe("a newer version", () => {
  it("takes the place of the one before, with a material code of its own (MLR-10)", async () => {
    const first = await publish(house, { assetId, title: "Major one" });
    const { versionId } = await marketer.call("createContent", {
      body: { ...textAbout(assetId, { title: "Major two" }), contentId: first.contentId },
    });
    const submitted = await marketer.call("submitVersion", { params: { versionId } });
    const second = await approve(versionId, submitted.bytesSha256 ?? "");
    const before = await reviewer.call("readVersion", { params: { versionId: first.versionId } });
    expect([before.state, before.major, second.major]).toEqual(["superseded", 1, 2]);
    expect(second.materialCodes?.[0]?.code).not.toBe(before.materialCodes?.[0]?.code);
  });

  const filesOf = async (asset: string) => {
    const input = { Bucket: name("MEDIA_BUCKET"), Prefix: `renditions/${asset}/` };
    return (await aws.objects.send(new ListObjectsV2Command(input))).KeyCount;
  };

  it("keeps the film that it shows too when the older one's turn is over", async () => {
    expect(await filesOf(assetId)).toBeGreaterThan(0);
    const { versionId } = await publish(house, { assetId, title: "To be withdrawn" });
    await reviewer.call("withdrawVersion", { params: { versionId }, body: { reason: "label_change" } });
    expect(await refusalOf(rep.call("readVersion", { params: { versionId } }))).toBe("not_found");
    expect(await refusalOf(approve(versionId, "0".repeat(64)))).toBe("wrong_state");
    expect(await filesOf(assetId)).toBeGreaterThan(0);
  });

  it("keeps no film when it has expired and the last one in date is withdrawn (MLR-7)", async () => {
    const own = (await uploadFilm(house, film())).assetId;
    const noon = "2026-11-19T12:00:00.000Z";
    const { versionId, sha256 } = await inReview("Until noon", { assetId: own, expiresAt: noon });
    await approve(versionId, sha256);
    const live = await publish(house, { assetId: own, title: "Longer than noon" });
    // of a second film the one that lasts longer is withdrawn first: then the reconciler ends it
    const other = (await uploadFilm(house, film())).assetId;
    const last = await inReview("The last until noon", { assetId: other, expiresAt: noon });
    await approve(last.versionId, last.sha256);
    const first = await publish(house, { assetId: other, title: "Withdrawn before noon" });
    const reason = { reason: "safety_update" as const };
    await reviewer.call("withdrawVersion", { params: { versionId: first.versionId }, body: reason });
    expect(await filesOf(other)).toBeGreaterThan(0);
    await leap(journey, noon);
    await until("the end of the other film", async () => ((await filesOf(other)) === 0 ? true : undefined));
    expect(await filesOf(own)).toBeGreaterThan(0);
    await reviewer.call("withdrawVersion", { params: { versionId: live.versionId }, body: reason });
    await until("the end of the film", async () => ((await filesOf(own)) === 0 ? true : undefined));
    expect((await marketer.call("readAsset", { params: { assetId: own } })).state).toBe("withdrawn");
    // the expired one can still be withdrawn
    await reviewer.call("withdrawVersion", { params: { versionId }, body: reason });
    await house.setClock(NOW);
  });
});

describe("content for somebody it was not approved for", () => {
  it.each(["createContent without a ready film", "a film that does not exist"])(
    "%s is refused at submission",
    async () => {
      const body = textAbout("ast_01ARZ3NDEKTSV4RRFFQ69G5FAV");
      const created = await marketer.call("createContent", { body }).catch((error: Error) => error);
      if (created instanceof Error) return expect(created.message).toMatch(/^not_(found|allowed)/);
      const { versionId } = created;
      expect(await refusalOf(marketer.call("submitVersion", { params: { versionId } }))).toBe("not_allowed");
    },
  );
});
