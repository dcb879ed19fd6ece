import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { bundleLambdas, bundleScripts } from "../../infra/bundle/lambda-bundles.ts";
import { DIST, HCP_SCRIPTS } from "../../infra/bundle.ts";
import { gatePage } from "../../web/spaces/gate.tsx";
import { type SpaceVideo, spacePage } from "../../web/spaces/space.tsx";
import { type Figure, type FigureResult, rounded } from "./figure.ts";

/** What an HCP's browser loads for a page before the picture: one document with its style, and our scripts. */
export interface PageBytes {
  readonly html: number;
  readonly htmlGz: number;
  readonly jsGz: number;
  /** Everything, as it crosses the network. */
  readonly totalGz: number;
  /** The words on the page alone: what any page would have to send. */
  readonly wordsGz: number;
}

const gz = (text: string | Uint8Array) => gzipSync(text, { level: 9 }).byteLength;

/** The two pages of a visit, the space with three films of usual texts. */
export async function pageBytes(): Promise<Readonly<Record<"gate" | "space", PageBytes>>> {
  const dir = mkdtempSync(join(tmpdir(), "page-bytes-"));
  await bundleScripts(HCP_SCRIPTS, dir);
  const scripts = Object.keys(HCP_SCRIPTS).map(
    (name) => [`/assets/${name}.js`, gz(readFileSync(join(dir, `${name}.js`)))] as const,
  );
  rmSync(dir, { recursive: true });
  const bytes = (html: string): PageBytes => {
    const jsGz = scripts.filter(([path]) => html.includes(path)).reduce((sum, [, size]) => sum + size, 0);
    const words = html.replace(/<(style|title)[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, " ");
    return { html: html.length, htmlGz: gz(html), jsGz, totalGz: gz(html) + jsGz, wordsGz: gz(words) };
  };
  const company = "Acme Therapeutics";
  const gate = gatePage({
    lang: "en",
    company,
    country: "the United Kingdom",
    token: "abcdefghijklmnopqrstuv",
    nonce: "n".repeat(100),
  });
  const videos = ["How to start", "Dosing in renal impairment", "What patients ask"].map(video);
  return { gate: bytes(gate), space: bytes(spacePage({ lang: "en", company, videos, withdrawn: 0 })) };
}

/** A film with signed addresses as long, and as hard to compress, as real ones. */
function video(title: string, n: number): SpaceVideo {
  const noise = (seed: string) =>
    createHash("shake256", { outputLength: 256 }).update(seed).digest("base64url");
  const address = (file: string) =>
    `/media/renditions/${n}/${file}?Expires=1700000000&Signature=${noise(`${n}${file}`)}&Key-Pair-Id=K2JCJMDEHXQW5F`;
  return {
    versionId: `ver_01JD000000000000000000000${n}`,
    title,
    poster: address("poster.jpg"),
    sources: [720, 360].map((height) => ({ src: address(`${height}p.mp4`), height })),
    width: 1280,
    height: 720,
    safetyText: "Do not use in severe hepatic impairment. The most common side effect is dizziness. ".repeat(
      3,
    ),
    materialCode: "GB-CAR-26-00001",
  };
}

async function pages(): Promise<FigureResult[]> {
  return Object.entries(await pageBytes()).map(([page, { totalGz, wordsGz, ...details }]) => ({
    name: `page-bytes-${page}`,
    value: totalGz,
    unit: "bytes gz",
    floor: wordsGz,
    ratio: rounded(totalGz / wordsGz),
    details: { ...details, floor: "the words alone", goalTotal: 14_000, goalJs: 6000 },
  }));
}

async function bundles(): Promise<FigureResult[]> {
  const { code } = await transform("export const handler = async () => ({ statusCode: 200 });", {
    format: "cjs",
    minify: true,
    platform: "node",
  });
  const floor = Buffer.byteLength(code);
  const made = await bundleLambdas(DIST);
  return made.map(({ entry, bytes }) => ({
    name: `bundle-bytes-${entry}`,
    value: bytes,
    unit: "bytes",
    floor,
    ratio: rounded(bytes / floor),
    details: { gz: gz(readFileSync(join(DIST, "functions", entry, "index.js"))), floor: "an empty handler" },
  }));
}

/** Exact figures: the same source gives the same bytes. */
export const byteFigures: readonly Figure[] = [
  { name: "bundle-bytes", what: "every function's bundle against an empty handler", measure: bundles },
  { name: "page-bytes", what: "HTML, CSS and JS of the HCP's pages against their words", measure: pages },
];
