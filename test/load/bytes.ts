import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { bundleLambdas, bundleScripts } from "../../infra/bundle/lambda-bundles.ts";
import { DIST, HCP_SCRIPTS } from "../../infra/bundle.ts";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import { choicesPage } from "../../web/spaces/consent/choices-page.tsx";
import { documentPage } from "../../web/spaces/document.tsx";
import { gatePage } from "../../web/spaces/gate.tsx";
import { type SpaceItem, spacePage } from "../../web/spaces/space.tsx";
import { type Film, videoPage } from "../../web/spaces/video.tsx";
import { type Figure, type FigureResult, rounded } from "./figure.ts";

/** What an HCP's browser loads for a page before the picture: one document with its style, and our scripts. */
export interface PageBytes {
  readonly html: number;
  readonly htmlGz: number;
  /** HTML and CSS as browsers get them. */
  readonly htmlBr: number;
  readonly jsGz: number;
  /** Everything, as it crosses the network. */
  readonly totalGz: number;
  /** The words on the page alone: what any page would have to send. */
  readonly wordsGz: number;
}

const gz = (text: string | Uint8Array) => gzipSync(text, { level: 9 }).byteLength;

/** The pages of a visit, in the longest of their languages; the space has twelve pieces with texts of usual length. */
export async function pageBytes(): Promise<
  Readonly<Record<"gate" | "space" | "video" | "document" | "choices", PageBytes>>
> {
  const dir = mkdtempSync(join(tmpdir(), "page-bytes-"));
  await bundleScripts(HCP_SCRIPTS, dir);
  const scripts = Object.keys(HCP_SCRIPTS).map(
    (name) => [`/assets/${name}.js`, gz(readFileSync(join(dir, `${name}.js`)))] as const,
  );
  rmSync(dir, { recursive: true });
  const bytes = (html: string): PageBytes => {
    const jsGz = scripts.filter(([path]) => html.includes(path)).reduce((sum, [, size]) => sum + size, 0);
    const words = html.replace(/<(style|title)[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, " ");
    return {
      html: html.length,
      htmlGz: gz(html),
      htmlBr: brotliCompressSync(html).byteLength,
      jsGz,
      totalGz: gz(html) + jsGz,
      wordsGz: gz(words),
    };
  };
  const company = "Acme Therapeutics";
  const lang = "de";
  const contacts = COMPANY_CONTACTS.DE;
  const gate = gatePage({
    lang,
    company,
    rep: "Ana Ruiz",
    country: "DE",
    contacts,
    token: "abcdefghijklmnopqrstuv",
    nonce: "n".repeat(100),
    code: "4QX7ZK",
    agreed: { date: "3. November 2026", method: "doi_button" },
    asks: ["track_individual", "share_with_rep"],
  });
  const visit = {
    lang,
    company,
    country: "DE",
    contacts,
    prescribing: "https://www.acme.example/de/prescribing-information",
    contentLang: "de-DE",
    counted: true,
    mayAsk: true,
  } as const;
  const space = spacePage({
    ...visit,
    name: "Dr. Becker",
    rep: "Ana Ruiz",
    sentOn: "20. November 2026",
    first: film("So beginnen Sie", 0),
    fits: Array.from({ length: 5 }, (_, n) => item(n)),
    later: Array.from({ length: 6 }, (_, n) => item(n + 5)),
    time: "2",
    minutes: 14,
    fresh: { count: 2, date: "3. November 2026" },
    safetyTexts: [SAFETY, `${SAFETY} Dies gilt auch für ältere Menschen.`],
    codes: ["DE-CAR-26-00001", "DE-CAR-26-00002"],
    withdrawn: 1,
  });
  const video = videoPage({ ...visit, film: film("So beginnen Sie", 0) });
  const document = documentPage({
    ...visit,
    document: {
      versionId: "ver_01JD0000000000000000000009",
      title: "So beginnen Sie",
      seconds: 180,
      blocks: Array.from({ length: 12 }, (_, n) => ({
        kind: n % 4 === 0 ? "heading" : "paragraph",
        text: n % 4 === 0 ? `Abschnitt ${n / 4 + 1}: Dosierung und Kontrolle` : `${n}. ${SAFETY}`,
      })),
      file: { href: signed("document.pdf"), bytes: 1_240_000 },
      safetyText: SAFETY,
      materialCode: "DE-CAR-26-00001",
    },
  });
  const choices = choicesPage({
    lang,
    company,
    base: "/choices",
    attested: true,
    name: "Dr. Becker",
    rep: "Ana Ruiz",
    stopped: false,
    channels: (["email", "sms"] as const).map((channel) => ({
      channel,
      address: "b•••@praxis-am-hafen.example",
      on: true,
      state: "granted",
      open: true,
      startable: true,
      bounced: false,
    })),
    pausedUntil: undefined,
    caps: { sms: 2, email: 5 },
    pauseDays: { from: "2026-11-04", to: "2027-11-03" },
    frequency: "weekly",
    speaks: "de",
    own: true,
    hours: { mon: ["08:30", "12:00"], wed: ["08:30", "12:00"], fri: ["08:30", "12:00"] },
    purposes: (["promo", "medical_info", "events", "service", "research"] as const).map((purpose) => ({
      purpose,
      on: true,
      startable: true,
    })),
    topics: ["Cardivex", "Glucora"].map((product) => ({ product, on: true })),
    uses: (["track_individual", "share_with_rep", "profile"] as const).map((use) => ({ use, on: true })),
    opens: false,
    repSees: {
      all: "shown",
      items: Array.from({ length: 20 }, (_, n) => ({
        id: `ver_01JD00000000000000000000${10 + n}`,
        title: `Dosierung bei Nierenschwäche, Teil ${n}`,
        wish: "shown",
        seen: {
          kind: n % 4 === 3 ? "document" : "film",
          openedFile: n % 4 === 3,
          seconds: 30 + n,
          lastOn: "3. November 2026",
        },
      })),
    },
    record: Array.from({ length: 12 }, (_, n) => ({
      id: `cev_${n}`,
      date: "3. November 2026",
      agreed: n % 2 === 0,
      what: "email",
      method: "web_form",
    })),
    sent: Array.from({ length: 60 }, (_, n) => ({
      id: `msg_${n}`,
      channel: "email",
      date: "3. November 2026",
      titles: [`Dosierung bei Nierenschwäche, Teil ${n}`],
    })),
    privacyEmail: contacts.privacyEmail,
  });
  return {
    gate: bytes(gate),
    space: bytes(space),
    video: bytes(video),
    document: bytes(document),
    choices: bytes(choices),
  };
}

const SAFETY =
  "Nicht anwenden bei schwerer Leberfunktionsstörung. Häufigste Nebenwirkung ist Schwindel. ".repeat(3);

function item(n: number): SpaceItem {
  return {
    kind: n % 4 === 3 ? "document" : "film",
    versionId: `ver_01JD00000000000000000000${10 + n}`,
    title: `Dosierung bei Nierenschwäche, Teil ${n}`,
    seconds: 47 * (n + 1),
    isNew: n < 2,
  };
}

/** A signed address as long, and as hard to compress, as a real one. */
function signed(file: string): string {
  const noise = createHash("shake256", { outputLength: 256 }).update(file).digest("base64url");
  return `/media/renditions/${file}?Expires=1700000000&Signature=${noise}&Key-Pair-Id=K2JCJMDEHXQW5F`;
}

function film(title: string, n: number): Film {
  const address = (file: string) => signed(`${n}/${file}`);
  return {
    kind: "film",
    versionId: `ver_01JD000000000000000000000${n}`,
    title,
    seconds: 38,
    isNew: true,
    poster: address("poster.jpg"),
    sources: [720, 360].map((height) => ({ src: address(`${height}p.mp4`), height })),
    width: 1280,
    height: 720,
    safetyText: SAFETY,
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
