import type { ContentVersion, VersionIn, VersionText } from "../../shared/model/content.ts";
import { AssetId, ContentId, type Sha256, UserId, VersionId } from "../../shared/model/ids.ts";
import { readyAsset } from "../media/ready-asset.fixture.ts";
import { newId } from "../runtime/ids.ts";
import { approveVersion, type Decided, draftVersion, submitVersion } from "./version-state.ts";

export const NOW = Date.parse("2026-11-12T10:00:00.000Z");
export const MARKETER = { userId: UserId.parse("u-marketer"), name: "Mara Keter" };
export const REVIEWER = { userId: UserId.parse("u-reviewer"), name: "Dr Maria Keller" };

export const ASSET = readyAsset(NOW, { assetId: AssetId.parse(newId("ast", NOW)) });

/** What a version is submitted with, where a year is usual and two are the most. */
export const SUBMITTED = { asset: ASSET, validity: { defaultMonths: 12, longestMonths: 24 } } as const;

export const TEXT: VersionText = {
  title: "Study design in two minutes",
  safetyText: "Read the summary of product characteristics before prescribing.",
  assetId: ASSET.assetId,
  countries: ["IE", "GB"],
  language: "en-IE",
  channels: ["space", "email"],
};

const IDS = {
  versionId: VersionId.parse(newId("ver", NOW)),
  contentId: ContentId.parse(newId("con", NOW)),
  product: "Cardiolex",
};

export function draft(text: Partial<VersionText> = {}): VersionIn<"draft"> {
  return draftVersion(IDS, { ...TEXT, ...text }, MARKETER, NOW);
}
export function inReview(text: Partial<VersionText> = {}): VersionIn<"in_review"> {
  return decidedVersion(submitVersion(draft(text), SUBMITTED, MARKETER, NOW));
}
export function approvedVersion(fields: Partial<VersionIn<"approved">> = {}): VersionIn<"approved"> {
  const version = inReview();
  const facts = {
    reviewer: REVIEWER,
    sha256: version.bytesSha256,
    itemEditors: [],
    ...SUBMITTED,
    major: 1,
    materialCodes: [
      { country: "IE" as const, code: "IE-CAR-26-00001" },
      { country: "GB" as const, code: "GB-CAR-26-00002" },
    ],
  };
  return { ...decidedVersion(approveVersion(version, facts, NOW)), ...fields };
}
export function decidedVersion<V extends ContentVersion>(decision: Decided<V>): V {
  if (decision.kind === "refused") throw new Error(decision.detail);
  return decision.version;
}
export const OTHER_HASH = "f".repeat(64) as Sha256;
