import { describe, expect, it } from "vitest";
import type { Version } from "./library-search.ts";
import { checksOf, lockOf, neighbour, queueOf } from "./review-checks.ts";

const NOW = Date.parse("2026-11-20T10:00:00.000Z");
const VERSION = {
  versionId: "ver_1",
  state: "in_review",
  title: "Study design",
  safetyText: "Read the summary first.",
  author: { userId: "u-mara", name: "Mara" },
  editors: [{ userId: "u-ed", name: "Ed" }],
  submittedBy: "u-sue",
  submittedAt: "2026-11-19T10:00:00.000Z",
  createdAt: "2026-11-18T10:00:00.000Z",
  expiresAt: "2027-11-20T10:00:00.000Z",
  bytesSha256: "b",
  assetSha256: "a",
} as unknown as Version;
const MEDIA = { bytesSha256: "a", renditions: [{ name: "720p" }], preview: { kind: "gif", bytes: 400_000 } };
const asset = (media: object | undefined = MEDIA) => ({ state: "ready", media }) as never;
const failing = (...input: Parameters<typeof checksOf>) =>
  checksOf(...input).flatMap(({ name, passes }) => (passes ? [] : [name]));
const keller = { userId: "u-keller" };

describe("the checks of a version in review", () => {
  it("all pass for somebody else's whole version, and the signature is open", () => {
    expect(failing(VERSION, asset(), keller, NOW)).toEqual([]);
    expect(lockOf(checksOf(VERSION, asset(), keller, NOW))).toBeUndefined();
  });

  it("ask of a document for its PDF and its text, not for a preview", () => {
    const document = { ...VERSION, readingText: "Start with 5 mg." } as Version;
    const filed = (bytesSha256: string) => ({ state: "ready", document: { bytesSha256 } }) as never;
    expect(failing(document, filed("a"), keller, NOW)).toEqual([]);
    expect(checksOf(document, filed("a"), keller, NOW).map(({ name }) => name)).toContain("Text for reading");
    expect(failing(document, filed("c"), keller, NOW)).toEqual(["Same bytes as submitted"]);
    expect(failing(document, asset(), keller, NOW)).toEqual([
      "The document is there",
      "Same bytes as submitted",
    ]);
  });

  it.each(["u-mara", "u-ed", "u-sue"])(
    "lock the signature for %s, who had a hand in it (MLR-1)",
    (userId) => {
      expect(failing(VERSION, asset(), { userId }, NOW)).toEqual(["Another person"]);
      expect(lockOf(checksOf(VERSION, asset(), { userId }, NOW))).toMatch(/cannot approve it/);
    },
  );

  it.each([
    ["a film that is gone", VERSION, undefined, ["The film is there", "Same bytes as submitted"]],
    ["a film that changed", VERSION, { ...MEDIA, bytesSha256: "c" }, ["Same bytes as submitted"]],
    ["an end that has passed", { ...VERSION, expiresAt: "2026-11-20T10:00:00.000Z" }, MEDIA, ["End of use"]],
    [
      "a preview too heavy for mail",
      VERSION,
      { ...MEDIA, preview: { kind: "gif", bytes: 500_001 } },
      ["Preview for messages"],
    ],
  ])("find %s", (_, version, media, names) => {
    const file = media === undefined ? ({ state: "withdrawn" } as never) : asset(media);
    expect(failing(version, file, keller, NOW)).toEqual(names);
  });
});

describe("the queue", () => {
  const at = (versionId: string, submittedAt: string, state = "in_review") =>
    ({ ...VERSION, versionId, submittedAt, state }) as unknown as Version;
  const queue = queueOf([
    at("new", "2026-11-20"),
    at("old", "2026-11-01"),
    at("done", "2026-10-01", "approved"),
  ]);

  it("begins with what waits longest and leaves out what was decided", () => {
    expect(queue.map(({ versionId }) => versionId)).toEqual(["old", "new"]);
  });

  it("goes round, and to its beginning from something that left it", () => {
    const names = [
      neighbour(queue, "new", 1),
      neighbour(queue, "old", -1),
      neighbour(queue, "done", 1),
      neighbour([], "old", 1),
    ];
    expect(names.map((one) => one?.versionId)).toEqual(["old", "new", "old", undefined]);
  });
});
