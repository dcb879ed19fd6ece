import { duration } from "../../ui/time.ts";
import type { VersionInsight } from "./watch-picture.ts";

type Read = Pick<VersionInsight, "versionId" | "title" | "kind" | "activeSeconds" | "downloads" | "lastAt">;

/** Pure: what was attended to of documents, newest first, each in a sentence. */
export function documentsRead(
  versions: readonly Read[],
): readonly { readonly versionId: string; readonly title: string; readonly words: string }[] {
  return versions
    .filter(({ kind }) => kind === "document")
    .sort((a, b) => b.lastAt.localeCompare(a.lastAt))
    .map(({ versionId, title, ...counted }) => ({ versionId, title, words: readWords(counted) }));
}

/** Pure: `Read for 1 min 20 s · opened the PDF twice`. */
export function readWords(counted: { readonly activeSeconds: number; readonly downloads: number }): string {
  const seconds = Math.round(counted.activeSeconds);
  const times = ["", "once", "twice"][counted.downloads] ?? `${counted.downloads} times`;
  const parts = [
    seconds === 0 ? "opened" : `read for ${duration(seconds)}`,
    ...(counted.downloads === 0 ? [] : [`opened the PDF ${times}`]),
  ];
  const sentence = parts.join(" · ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
