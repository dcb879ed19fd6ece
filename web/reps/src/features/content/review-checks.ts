import { readingSeconds } from "../../../../../shared/model/reading-text.ts";
import type { CallOutput } from "../../../../client/client.ts";
import type { Version } from "./library-search.ts";

type Asset = CallOutput<"readAsset">;

/** One thing that was looked at by machine. A stopping one keeps the signature locked, as the server would. */
export interface Check {
  readonly name: string;
  readonly passes: boolean;
  readonly detail: string;
}

/** Previews of more bytes are not shown by every mail program. */
const BEARABLE_BYTES = 500_000;

/**
 * Pure: what can be told by machine about a version in review. `reviewer` is who looks; nobody approves what they had a
 * hand in (MLR-1). The server decides again at the signature.
 */
export function checksOf(
  version: Version,
  asset: Asset | undefined,
  reviewer: { readonly userId: string },
  now: number,
): readonly Check[] {
  const { author, editors, submittedBy, expiresAt, bytesSha256, assetSha256, safetyText } = version;
  const hands = new Set([author.userId, submittedBy, ...editors.map(({ userId }) => userId)]);
  const { readingText } = version;
  const shown = readingText === undefined ? "film" : "document";
  const media = asset?.media;
  const file = readingText === undefined ? media : asset?.document;
  const last = expiresAt === undefined ? Number.NaN : Date.parse(expiresAt);
  const words = safetyText.trim().split(/\s+/).length;
  return [
    {
      name: "Another person",
      passes: !hands.has(reviewer.userId as never),
      detail: hands.has(reviewer.userId as never)
        ? "You had a hand in this version, so you cannot approve it. Ask another reviewer."
        : `${author.name} wrote it, you read it.`,
    },
    {
      name: `The ${shown} is there`,
      passes: file !== undefined,
      detail:
        file === undefined
          ? `The ${shown} of this version is not available any more. Send it back to its author.`
          : media === undefined
            ? "A whole PDF that runs nothing and holds no other file. Compare it with the text."
            : `${media.renditions.map(({ name }) => name).join(" and ")}, poster and preview.`,
    },
    {
      name: "Same bytes as submitted",
      passes: bytesSha256 !== undefined && file !== undefined && file.bytesSha256 === assetSha256,
      detail:
        file === undefined
          ? `Not known without the ${shown}.`
          : file.bytesSha256 === assetSha256
            ? "Any change to the file or the words voids every signature."
            : "The file changed after the submission.",
    },
    {
      name: "Safety text",
      passes: words >= 3,
      detail: `${words === 1 ? "1 word" : `${words} words`}, shown beside the ${shown}.`,
    },
    {
      name: "End of use",
      passes: last > now,
      detail:
        last > now ? "In the future and at most 24 months away." : "The end of use has passed. Send it back.",
    },
    readingText === undefined
      ? {
          name: "Preview for messages",
          passes: media === undefined || media.preview.bytes <= BEARABLE_BYTES,
          detail:
            media === undefined
              ? "Not known without the film."
              : `A ${media.preview.kind === "gif" ? "moving" : "still"} picture of ${Math.max(1, Math.round(media.preview.bytes / 1000))} kB.`,
        }
      : {
          name: "Text for reading",
          passes: true,
          detail: `${readingSeconds(readingText) / 60} min to read. Messages show no picture of it.`,
        },
  ];
}

/** Pure: why the signature is locked; undefined when it is open. */
export function lockOf(checks: readonly Check[]): string | undefined {
  return checks.find(({ passes }) => !passes)?.detail;
}

/** Pure: what waits for a review, the longest waiting first. */
export function queueOf(versions: readonly Version[]): readonly Version[] {
  return versions
    .filter(({ state }) => state === "in_review")
    .sort((a, b) => (a.submittedAt ?? a.createdAt).localeCompare(b.submittedAt ?? b.createdAt));
}

/** Pure: the one after this in the queue, or before it with -1; round the corner at its ends. */
export function neighbour(queue: readonly Version[], versionId: string, step: 1 | -1): Version | undefined {
  if (queue.length === 0) return undefined;
  const at = queue.findIndex((one) => one.versionId === versionId);
  const next = at < 0 ? 0 : (at + step + queue.length) % queue.length;
  return queue[next];
}
