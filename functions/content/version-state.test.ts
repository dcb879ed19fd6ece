import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VersionText } from "../../shared/model/content.ts";
import { UserId } from "../../shared/model/ids.ts";
import { DAY } from "../../shared/model/time.ts";
import { readyDocument } from "../media/ready-asset.fixture.ts";
import {
  ASSET,
  approvedVersion,
  decidedVersion,
  draft,
  inReview,
  MARKETER,
  NOW,
  OTHER_HASH,
  REVIEWER,
  SUBMITTED,
} from "./version.fixture.ts";
import {
  type ApprovalFacts,
  approveVersion,
  editVersion,
  returnVersion,
  submitVersion,
  supersedeVersion,
  withdrawVersion,
} from "./version-state.ts";

const EDITOR = { userId: UserId.parse("u-editor"), name: "Ed Itor" };
const facts = (change: Partial<ApprovalFacts> = {}): ApprovalFacts => ({
  reviewer: REVIEWER,
  sha256: inReview().bytesSha256,
  itemEditors: [],
  ...SUBMITTED,
  major: 1,
  materialCodes: [],
  ...change,
});

describe("submitting a version", () => {
  it("gives what its countries' profiles allow (MLR-6)", () => {
    const strict = { asset: ASSET, validity: { defaultMonths: 6, longestMonths: 9 } };
    expect(decidedVersion(submitVersion(draft(), strict, MARKETER, NOW)).expiresAt).toBe(
      "2027-05-12T10:00:00.000Z",
    );
    const late = draft({ expiresAt: "2027-08-12T10:00:01Z" });
    expect(submitVersion(late, strict, MARKETER, NOW)).toMatchObject({
      kind: "refused",
      detail: "The end of use is more than 9 months away. Set an earlier one (MLR-6).",
    });
  });

  it("fixes the bytes and gives twelve months of use when nobody says otherwise (MLR-6)", () => {
    expect(inReview()).toMatchObject({ state: "in_review", rev: 2, expiresAt: "2027-11-12T10:00:00.000Z" });
  });

  it.each([
    ["2026-11-12T09:59:59Z", "The end of use has passed"],
    ["2028-11-12T10:00:01Z", "more than 24 months"],
  ])("refuses an end of use at %s (MLR-6)", (expiresAt, message) => {
    const answer = submitVersion(draft({ expiresAt }), SUBMITTED, MARKETER, NOW);
    expect(answer).toMatchObject({ kind: "refused", code: "not_allowed", field: "expiresAt" });
    expect(answer.kind === "refused" && answer.detail).toContain(message);
  });

  it("waits for the video and says how far it is", () => {
    const { assetId, kind, rev, fileName, contentType, previewName, createdBy, createdAt, heardAt } = ASSET;
    const common = { assetId, kind, rev, fileName, contentType, previewName, createdBy, createdAt, heardAt };
    const answer = submitVersion(
      draft(),
      { ...SUBMITTED, asset: { ...common, state: "awaiting_upload" } },
      MARKETER,
      NOW,
    );
    expect(answer).toMatchObject({
      code: "not_allowed",
      detail: "The video is awaiting upload. Submit when it is ready.",
    });
  });

  it("takes a document with its reading text, which is signed with it, and neither alone (MLR-3)", () => {
    const asset = readyDocument(NOW);
    const readingText = "# Weeks 1 to 4\n\nStart with 5 mg.";
    const submit = (text: Partial<VersionText>, of: typeof asset | typeof ASSET) =>
      submitVersion(draft(text), { ...SUBMITTED, asset: of }, MARKETER, NOW);
    const whole = decidedVersion(submit({ readingText }, asset));
    expect(whole).toMatchObject({ state: "in_review", readingText, assetSha256: asset.bytesSha256 });
    const other = decidedVersion(submit({ readingText: "Start with 10 mg." }, asset));
    expect(other.bytesSha256).not.toBe(whole.bytesSha256);
    expect(submit({}, asset)).toMatchObject({ code: "not_allowed", field: "readingText" });
    expect(submit({ readingText }, ASSET)).toMatchObject({ code: "not_allowed", field: "readingText" });
  });

  it("is not done twice", () => {
    expect(submitVersion(inReview(), SUBMITTED, MARKETER, NOW)).toMatchObject({ code: "wrong_state" });
  });
});

describe("sending a version back", () => {
  const sent = () => decidedVersion(returnVersion(inReview(), "The axis has no unit.", REVIEWER, NOW + DAY));

  it("makes it a draft again with the reason, and nothing is left that could be signed", () => {
    expect(sent()).toMatchObject({
      state: "draft",
      rev: 3,
      returned: { userId: REVIEWER.userId, name: REVIEWER.name, reason: "The axis has no unit." },
    });
    for (const field of ["bytesSha256", "assetSha256", "submittedAt", "submittedBy"])
      expect(sent()).not.toHaveProperty(field);
  });

  it("keeps the reason while the author works on it and drops it with the next submission", () => {
    const edited = decidedVersion(editVersion(sent(), { title: "With units" }, EDITOR, NOW + DAY));
    expect(edited.returned?.reason).toBe("The axis has no unit.");
    expect(decidedVersion(submitVersion(edited, SUBMITTED, MARKETER, NOW + DAY))).not.toHaveProperty(
      "returned",
    );
  });

  it.each([
    ["a draft", draft()],
    ["an approved version", approvedVersion()],
  ])("is not done to %s", (_, version) => {
    expect(returnVersion(version, "No.", REVIEWER, NOW)).toMatchObject({ code: "wrong_state" });
  });
});

describe("editing a version", () => {
  it("takes one in review back to draft, so that what was signed cannot change (MLR-3)", () => {
    const edited = decidedVersion(editVersion(inReview(), { title: "Another title" }, EDITOR, NOW + DAY));
    expect(edited).toMatchObject({ state: "draft", rev: 3, title: "Another title", editors: [EDITOR] });
    expect(edited).not.toHaveProperty("bytesSha256");
    const again = decidedVersion(submitVersion(edited, SUBMITTED, MARKETER, NOW + DAY));
    expect(again.bytesSha256).not.toBe(inReview().bytesSha256);
  });

  it("ends with approval", () => {
    expect(editVersion(approvedVersion(), { title: "x" }, EDITOR, NOW)).toMatchObject({
      code: "wrong_state",
    });
  });

  it("gives other bytes for any change at all (MLR-3)", () => {
    const changed: fc.Arbitrary<Partial<VersionText>> = fc.oneof(
      fc.string({ minLength: 1 }).map((title) => ({ title })),
      fc.string({ minLength: 1 }).map((safetyText) => ({ safetyText })),
      fc
        .constantFrom<VersionText["countries"]>(["IE"], ["GB"], ["IE", "US"])
        .map((countries) => ({ countries })),
      fc.constantFrom<VersionText["channels"]>(["space"], ["sms"]).map((channels) => ({ channels })),
      fc.constantFrom("en-GB", "de-DE").map((language) => ({ language })),
      fc
        .constantFrom("2027-01-01T00:00:00.000Z", "2027-01-01T00:00:01.000Z")
        .map((expiresAt) => ({ expiresAt })),
    );
    fc.assert(
      fc.property(changed, (text) => {
        expect(inReview(text).bytesSha256).not.toBe(inReview().bytesSha256);
      }),
    );
  });

  it("does not call the same countries in another order other bytes", () => {
    expect(inReview({ countries: ["GB", "IE"] }).bytesSha256).toBe(inReview().bytesSha256);
  });
});

describe("approving a version", () => {
  it("is done by a second person for exactly the bytes that were looked at (MLR-1, MLR-3)", () => {
    expect(approveVersion(inReview(), facts(), NOW)).toMatchObject({
      kind: "decided",
      version: { state: "approved", rev: 3 },
    });
  });

  it("is refused to the author, also one who is a reviewer (MLR-1, INV-9)", () => {
    expect(approveVersion(inReview(), facts({ reviewer: MARKETER }), NOW)).toEqual({
      kind: "refused",
      code: "separation_of_duties",
      detail: "You wrote this version on 12 Nov, so you cannot approve it. Ask another reviewer.",
    });
  });

  it("is refused to anyone who edited a comma, however long ago (MLR-1, INV-9)", () => {
    const edited = decidedVersion(editVersion(draft(), { title: "A, title" }, REVIEWER, NOW));
    const version = decidedVersion(submitVersion(edited, SUBMITTED, MARKETER, NOW + 30 * DAY));
    expect(approveVersion(version, facts({ sha256: version.bytesSha256 }), NOW + 30 * DAY)).toMatchObject({
      code: "separation_of_duties",
      detail: "You edited this version on 12 Nov, so you cannot approve it. Ask another reviewer.",
    });
  });

  it("is refused to an editor of a sister draft since the last approval, and to the submitter (MLR-1)", () => {
    const itemEditors = [{ ...REVIEWER, at: "2026-11-10T00:00:00.000Z" }];
    expect(approveVersion(inReview(), facts({ itemEditors }), NOW)).toMatchObject({
      code: "separation_of_duties",
    });
    const submitted = decidedVersion(submitVersion(draft(), SUBMITTED, REVIEWER, NOW));
    expect(approveVersion(submitted, facts(), NOW)).toMatchObject({ code: "separation_of_duties" });
  });

  it("is refused for any other hash (MLR-3)", () => {
    expect(approveVersion(inReview(), facts({ sha256: OTHER_HASH }), NOW)).toMatchObject({
      code: "conflict",
      field: "body.sha256",
    });
  });

  it("is refused when the video is not the one that was submitted (MLR-3)", () => {
    const asset = { ...ASSET, bytesSha256: OTHER_HASH };
    expect(approveVersion(inReview(), facts({ asset }), NOW)).toMatchObject({ code: "not_allowed" });
  });

  it("is refused after the end of use (MLR-6)", () => {
    expect(approveVersion(inReview(), facts(), NOW + 366 * DAY)).toMatchObject({
      code: "not_allowed",
      field: "expiresAt",
    });
  });

  it.each([draft(), approvedVersion()])("needs a version in review, not one that is $state", (version) => {
    expect(approveVersion(version, facts(), NOW)).toMatchObject({ code: "wrong_state" });
  });
});

describe("the end of a version", () => {
  it("comes country by country with a newer major", () => {
    const partly = supersedeVersion(approvedVersion(), ["GB"], NOW);
    expect(partly).toMatchObject({ state: "approved", supersededIn: ["GB"] });
    expect(partly.state === "approved" && supersedeVersion(partly, ["IE"], NOW)).toMatchObject({
      state: "superseded",
    });
  });

  it("comes at once with a withdrawal, and only once (MLR-7)", () => {
    const gone = decidedVersion(withdrawVersion(approvedVersion(), "safety_update", REVIEWER, NOW));
    expect(gone).toMatchObject({ state: "withdrawn", withdrawalReason: "safety_update" });
    expect(withdrawVersion(gone, "business", REVIEWER, NOW)).toMatchObject({ code: "wrong_state" });
  });
});
