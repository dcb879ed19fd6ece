import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ffmpeg from "@ffmpeg-installer/ffmpeg";
import { box, INK, IRIS, LINE, PAPER, SOFT, shape, words } from "./drawing.ts";
import { drawScene, type Scene } from "./scenes.ts";

/** A film of drawn scenes, each as long as the others but for the given seconds. */
export interface Film {
  readonly name: string;
  /** Lines of the picture: 720 for what is looked at most, 540 where one rendition is enough. */
  readonly lines: 720 | 540;
  /** Stands at the foot of every scene. */
  readonly foot: string;
  readonly scenes: readonly { readonly seconds: number; readonly scene: Scene }[];
}

/** Slides do not gain by more; every frame costs the two cores of a small machine. */
const FRAMES_PER_SECOND = 10;

/** Length in seconds. */
export function lengthOf({ scenes }: Film): number {
  return scenes.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Draws and encodes a film: a picture without sound, for which its words suffice. @throws Error with ffmpeg's words */
export async function makeFilm(film: Film): Promise<Blob> {
  const dir = await mkdtemp(join(tmpdir(), "invito-film-"));
  try {
    await writeFile(join(dir, "film.ass"), scriptOf(film));
    const fonts = import.meta.dirname.replaceAll("\\", "/").replaceAll(":", "\\:");
    await run(dir, [
      ...["-v", "error", "-f", "lavfi"],
      ...[
        "-i",
        `color=c=${PAPER.replace("#", "0x")}:s=${(film.lines * 16) / 9}x${film.lines}:r=${FRAMES_PER_SECOND}:d=${lengthOf(film)}`,
      ],
      ...["-vf", `ass=film.ass:fontsdir='${fonts}'`],
      ...["-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p"],
      ...["-movflags", "+faststart", "-y", "film.mp4"],
    ]);
    return new Blob([new Uint8Array(await readFile(join(dir, "film.mp4")))], { type: "video/mp4" });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The whole script; exported for its test. */
export function scriptOf(film: Film): string {
  const whole = { from: 0, to: lengthOf(film), fadeIn: 0 };
  let from = 0;
  const scenes = film.scenes.flatMap(({ seconds, scene }, index) => {
    const span = { from, to: from + seconds };
    from = span.to;
    return [...drawScene(scene, span), ...progress(index, film.scenes.length, span)];
  });
  return `[Script Info]
ScriptType: v4.00+
PlayResX: 1280
PlayResY: 720
WrapStyle: 2
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Invito Film,40,&H00201B1D,&H00201B1D,&H00201B1D,&H00201B1D,0,0,0,0,100,100,0,0,1,0,0,7,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
${[
  words("Acme Therapeutics", { ...whole, x: 96, y: 646, size: 34, bold: true, colour: INK }),
  words(film.foot, { ...whole, x: 408, y: 648, size: 30, colour: SOFT }),
  ...scenes,
].join("\n")}
`;
}

/** Which scene it is, at the top edge: the done ones are filled, this one fills. */
function progress(
  scene: number,
  count: number,
  span: { readonly from: number; readonly to: number },
): string[] {
  const gap = 8;
  const width = (1280 - gap * (count + 1)) / count;
  return Array.from({ length: count }, (_, index) => {
    const path = box(gap + index * (width + gap), 12, width, 8, 4);
    const still = { ...span, fadeIn: 0 };
    return index <= scene ? shape(path, IRIS, still) : shape(path, LINE, still);
  });
}

function run(cwd: string, args: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(ffmpeg.path, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => (said += chunk));
    child.once("error", failed);
    child.once("exit", (code) => (code === 0 ? done() : failed(new Error(`ffmpeg made no film: ${said}`))));
  });
}
