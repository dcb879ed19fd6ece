import {
  BLUE,
  box,
  CORAL,
  disc,
  GREY,
  grow,
  INK,
  IRIS,
  IRIS_PALE,
  LINE,
  SOFT,
  type Span,
  shape,
  stroke,
  WHITE,
  wipe,
  words,
} from "./drawing.ts";

/** Kinds of scenes; each fills the picture from `from` to `to`. */
export type Scene =
  | {
      readonly kind: "title";
      readonly title: string;
      readonly under: string;
      readonly picture: "beat" | "groups";
    }
  | { readonly kind: "checks" | "limits"; readonly title: string; readonly rows: readonly string[] }
  | {
      readonly kind: "steps";
      readonly title: string;
      readonly steps: readonly (readonly [label: string, value: string, height: number])[];
    }
  | {
      readonly kind: "curve";
      readonly title: string;
      readonly lines: readonly (readonly [label: string, values: readonly number[]])[];
      readonly under: string;
    }
  | { readonly kind: "people"; readonly title: string; readonly groups: readonly [string, string] }
  | { readonly kind: "safety"; readonly title: string; readonly rows: readonly string[] };

const LEFT = 96;

/** The lines of a scene. What moves, moves in its first seconds, so that a still picture of its end is complete. */
export function drawScene(scene: Scene, at: Span): string[] {
  const heading = (colour = INK) =>
    words(scene.title, { ...at, x: LEFT, y: 84, size: 72, bold: true, colour, fadeIn: 0.25 });
  switch (scene.kind) {
    case "title":
      return title(scene, at);
    case "checks":
    case "limits":
      return [
        heading(),
        ...scene.rows.flatMap((row, index) => check(scene.kind, row, index, later(at, 0.7 + index * 1.3))),
      ];
    case "steps":
      return [heading(), ...scene.steps.flatMap((step, index) => bar(step, index, at))];
    case "curve":
      return [heading(), ...curves(scene, at)];
    case "people":
      return [heading(), ...people(scene.groups, at)];
    case "safety":
      return [
        shape(box(0, 0, 24, 720), CORAL, at),
        heading(CORAL),
        ...scene.rows.map((row, index) =>
          words(row, {
            ...later(at, 0.4 + index * 0.9),
            x: LEFT,
            y: 214 + index * 112,
            size: 54,
            bold: index === 0,
          }),
        ),
      ];
  }
}

function later(at: Span, seconds: number): Span {
  return { from: at.from + seconds, to: at.to };
}

/** Complete from its first frame on: mail programs show only that. A heartbeat runs through a lens at the right. */
function title(
  scene: { readonly title: string; readonly under: string; readonly picture: "beat" | "groups" },
  at: Span,
): string[] {
  const now = { ...at, fadeIn: 0 };
  const [x, y] = [960, 344];
  return [
    shape(disc(x, y, 236), IRIS_PALE, now),
    shape(disc(x, y, 196), WHITE, now),
    ...(scene.picture === "beat" ? heartBeat(y, now) : twoGroups(x, y, now)),
    words(scene.title, { ...now, x: LEFT, y: 190, size: 96, bold: true }),
    words(scene.under, { ...now, x: LEFT, y: 500, size: 44, colour: SOFT }),
  ];
}

function heartBeat(y: number, now: Span): string[] {
  const beat = [
    [700, 0],
    [850, 0],
    [878, -26],
    [902, 0],
    [922, 0],
    [944, -150],
    [978, 118],
    [1000, 0],
    [1040, 0],
    [1066, -36],
    [1096, 0],
    [1236, 0],
  ] as const;
  const line = stroke(
    beat.map(([x, dy]) => [x, y + dy] as const),
    9,
  );
  return [shape(line, LINE, now), shape(line, IRIS, now, wipe([0.3, 3.2], 700, 1250))];
}

function twoGroups(x: number, y: number, now: Span): string[] {
  const half = (side: -1 | 1) =>
    [-2, -1, 0, 1, 2]
      .flatMap((row) => [0, 1, 2].map((column) => disc(x + side * (34 + column * 46), y + row * 46, 15)))
      .join(" ");
  return [
    shape(half(-1), IRIS, now),
    shape(half(1), LINE, now),
    shape(half(1), GREY, now, wipe([0.4, 2.8], x, x + 160)),
  ];
}

function check(kind: "checks" | "limits", row: string, index: number, at: Span): string[] {
  const y = 250 + index * 124;
  const tick = [
    [LEFT + 19, y + 1],
    [LEFT + 30, y + 12],
    [LEFT + 50, y - 12],
  ] as const;
  return [
    shape(disc(LEFT + 34, y, 34), kind === "checks" ? IRIS : GREY, at),
    shape(
      stroke(
        kind === "checks"
          ? tick
          : [
              [LEFT + 20, y],
              [LEFT + 48, y],
            ],
        7,
      ),
      WHITE,
      at,
    ),
    words(row, { ...at, x: LEFT + 96, y: y - 28, size: 56 }),
  ];
}

function bar([label, value, height]: readonly [string, string, number], index: number, at: Span): string[] {
  const [x, bottom] = [LEFT + 20 + index * 272, 574];
  const top = bottom - height;
  const begins = 0.6 + index * 1.1;
  const shown = later(at, begins + 0.5);
  return [
    shape(box(x, bottom, 216, 4), LINE, at),
    shape(
      box(x, top, 216, height, 14),
      index === 3 ? IRIS : BLUE,
      at,
      grow([begins, begins + 0.8], bottom, top),
    ),
    words(value, { ...shown, x: x + 108, y: top - 64, size: 54, bold: true, align: "centre" }),
    words(label, { ...at, x: x + 108, y: bottom + 16, size: 40, colour: SOFT, align: "centre" }),
  ];
}

function curves(
  scene: { readonly lines: readonly (readonly [string, readonly number[]])[]; readonly under: string },
  at: Span,
): string[] {
  const [left, bottom, width] = [LEFT + 10, 560, 780];
  const grid = [0, 1, 2, 3].map((row) => shape(box(left, bottom - row * 108, width, 2), LINE, at));
  const drawn = scene.lines.flatMap(([label, values], index) => {
    const colour = index === 0 ? IRIS : SOFT;
    const points = smooth(
      values.map((value, step) => [left + (step * width) / (values.length - 1), bottom - value] as const),
    );
    const end = points.at(-1) ?? [left, bottom];
    const arrives = 3.2 + index * 0.8;
    return [
      shape(stroke(points, 8), colour, at, wipe([0.6 + index * 0.8, arrives], left, left + width + 10)),
      shape(disc(end[0], end[1], 13), colour, later(at, arrives)),
      words(label, { ...later(at, arrives), x: end[0] + 26, y: end[1] - 24, size: 46, bold: true, colour }),
    ];
  });
  return [...grid, ...drawn, words(scene.under, { ...at, x: left, y: bottom + 24, size: 40, colour: SOFT })];
}

/** More points between the given ones (Catmull-Rom). */
function smooth(points: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const at = (index: number) => points[Math.max(0, Math.min(points.length - 1, index))] ?? [0, 0];
  return points.flatMap((_point, index) => {
    if (index === points.length - 1) return [at(index)];
    const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const mix = (t: number, p: 0 | 1) =>
      0.5 *
      (2 * b[p] +
        (c[p] - a[p]) * t +
        (2 * a[p] - 5 * b[p] + 4 * c[p] - d[p]) * t ** 2 +
        (3 * b[p] - a[p] - 3 * c[p] + d[p]) * t ** 3);
    return [0, 0.2, 0.4, 0.6, 0.8].map((t) => [mix(t, 0), mix(t, 1)] as const);
  });
}

/** Two groups as dots: every dot stands for three people. */
function people(groups: readonly [string, string], at: Span): string[] {
  return groups.flatMap((label, group) => {
    const x = LEFT + 20 + group * 560;
    const rows = [0, 1, 2, 3].map((row) => {
      const dots = Array.from({ length: 9 }, (_, column) =>
        disc(x + 24 + column * 50, 250 + row * 62, 17),
      ).join(" ");
      return shape(dots, group === 0 ? IRIS : GREY, later(at, 0.5 + row * 0.6 + group * 0.3));
    });
    return [
      ...rows,
      words(label, { ...at, x, y: 516, size: 46, bold: true, colour: group === 0 ? IRIS : SOFT }),
    ];
  });
}
