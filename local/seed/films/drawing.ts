/**
 * Words and shapes of a drawn film, as lines of an ASS script, which ffmpeg draws by itself (libass): no picture file,
 * no font but ours, the same on every machine. Coordinates are pixels of a 1280 × 720 picture, times are seconds.
 */

export const PAPER = "#F7F6F3";
export const INK = "#1D1B20";
export const SOFT = "#55515C";
export const LINE = "#D3CEC5";
export const IRIS = "#5646CC";
export const IRIS_PALE = "#DFDBFB";
export const BLUE = "#1E4B7D";
export const CORAL = "#C4461F";
export const GREY = "#8A847A";
export const WHITE = "#FFFFFF";

/** When something is on screen; it fades in and, unless it stays, out. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Seconds of fading in. @default 0.4 */
  readonly fadeIn?: number;
}

export interface Words extends Span {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour?: string;
  readonly bold?: boolean;
  readonly align?: "left" | "centre";
}

/** A line of text; `\n` begins a new one. */
export function words(text: string, at: Words): string {
  const { x, y, size, colour = INK, bold = false, align = "left" } = at;
  const font = bold ? "Invito Film Bold" : "Invito Film";
  const plain = text.replace(/[{}\\]/g, "").replace(/\n/g, "\\N");
  return dialogue(
    at,
    `\\an${align === "left" ? 7 : 8}\\pos(${x},${y})\\fn${font}\\fs${size}${fill(colour)}`,
    plain,
  );
}

/** Something drawn: `path` in ASS's drawing commands. */
export function shape(path: string, colour: string, at: Span, effect = ""): string {
  return dialogue(at, `\\an7\\pos(0,0)${fill(colour)}${effect}\\p1`, path);
}

/** A rectangle with round corners. */
export function box(x: number, y: number, width: number, height: number, radius = 0): string {
  const [right, bottom, r] = [x + width, y + height, Math.min(radius, width / 2, height / 2)];
  if (r === 0) return `m ${x} ${y} l ${right} ${y} ${right} ${bottom} ${x} ${bottom}`;
  return [
    `m ${x + r} ${y} l ${right - r} ${y} b ${right} ${y} ${right} ${y} ${right} ${y + r}`,
    `l ${right} ${bottom - r} b ${right} ${bottom} ${right} ${bottom} ${right - r} ${bottom}`,
    `l ${x + r} ${bottom} b ${x} ${bottom} ${x} ${bottom} ${x} ${bottom - r}`,
    `l ${x} ${y + r} b ${x} ${y} ${x} ${y} ${x + r} ${y}`,
  ].join(" ");
}

/** A disc; drawn with four curves. */
export function disc(x: number, y: number, radius: number): string {
  const k = Math.round(radius * 0.5523 * 10) / 10;
  const [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius];
  return `m ${left} ${y} b ${left} ${y - k} ${x - k} ${top} ${x} ${top} b ${x + k} ${top} ${right} ${y - k} ${right} ${y} b ${right} ${y + k} ${x + k} ${bottom} ${x} ${bottom} b ${x - k} ${bottom} ${left} ${y + k} ${left} ${y}`;
}

/** A line through points, as thick as `width`: a band for each piece and a disc at each corner, for scripts only fill. */
export function stroke(points: readonly (readonly [number, number])[], width: number): string {
  const half = width / 2;
  const near = (value: number) => Math.round(value * 10) / 10;
  const bands = points.slice(1).map(([bx, by], index) => {
    const [ax, ay] = points[index] ?? [bx, by];
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const [dx, dy] = [((by - ay) * half) / length, ((ax - bx) * half) / length];
    return `m ${near(ax + dx)} ${near(ay + dy)} l ${near(bx + dx)} ${near(by + dy)} ${near(bx - dx)} ${near(by - dy)} ${near(ax - dx)} ${near(ay - dy)}`;
  });
  return [...bands, ...points.map(([x, y]) => disc(near(x), near(y), half))].join(" ");
}

/** Uncovers from left to right, between two moments after the appearance. */
export function wipe(seconds: readonly [number, number], from: number, to: number): string {
  return `\\clip(0,0,${from},720)\\t(${ms(seconds[0])},${ms(seconds[1])},\\clip(0,0,${to},720))`;
}

/** Uncovers from below: a bar that grows. */
export function grow(seconds: readonly [number, number], bottom: number, top: number): string {
  return `\\clip(0,${bottom},1280,${bottom})\\t(${ms(seconds[0])},${ms(seconds[1])},0.6,\\clip(0,${top},1280,${bottom}))`;
}

function ms(seconds: number): number {
  return Math.round(seconds * 1000);
}

function fill(colour: string): string {
  const [red, green, blue] = [colour.slice(1, 3), colour.slice(3, 5), colour.slice(5, 7)];
  return `\\c&H${blue}${green}${red}&`;
}

function dialogue({ from, to, fadeIn = 0.4 }: Span, tags: string, text: string): string {
  return `Dialogue: 0,${clock(from)},${clock(to)},Default,,0,0,0,,{${tags}\\fad(${ms(fadeIn)},0)}${text}`;
}

function clock(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const two = (value: number) => String(value).padStart(2, "0");
  return `0:${two(Math.floor(hundredths / 6000))}:${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}
