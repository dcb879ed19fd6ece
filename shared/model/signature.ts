import * as z from "zod";
import { lineText } from "./free-text.ts";

/** Points of one stroke: x and y in pixels of the field, and milliseconds since the first touch. */
const Stroke = z.array(z.tuple([z.int().min(0).max(4096), z.int().min(0).max(4096), z.int().min(0)])).min(1);

/** Most points of a signature: about 40 kB as stored. */
const MOST_POINTS = 4000;

const Drawn = z
  .object({
    kind: z.literal("drawn"),
    width: z.int().min(100).max(4096),
    height: z.int().min(40).max(4096),
    strokes: z.array(Stroke).min(1).max(400),
  })
  .refine(({ strokes }) => strokes.reduce((sum, stroke) => sum + stroke.length, 0) <= MOST_POINTS, {
    path: ["strokes"],
    message: `may have ${MOST_POINTS} points at most`,
  });

/**
 * A person's signature on the rep's device, as it is on record. Who cannot draw types the full name instead; both say
 * the same, and which of them it was is part of the evidence.
 */
export const Signature = z.discriminatedUnion("kind", [
  Drawn,
  z.object({ kind: z.literal("typed"), name: z.string().trim().min(3).max(140) }),
]);
export type Signature = z.output<typeof Signature>;

/**
 * A signature as it is taken: a name that can be read, or strokes inside their field, as a pad draws them. It asks for
 * more than {@link Signature}, so that what was recorded before stays evidence that can be read.
 */
export const GivenSignature = z.discriminatedUnion("kind", [
  Drawn.superRefine(({ strokes, width, height }, context) => {
    const outside = strokes.findIndex((stroke) => stroke.some(([x, y]) => x > width || y > height));
    if (outside === -1) return;
    const message = `has a point outside the field of ${width} by ${height}. Draw it anew inside the field`;
    context.addIssue({ code: "custom", path: ["strokes", outside], message });
  }),
  z.object({ kind: z.literal("typed"), name: lineText(3, 140) }),
]);

/** Whether something was signed: a dot, or a line much shorter than the field, is none. A typed name has two parts. */
export function isSigned(signature: Signature): boolean {
  if (signature.kind === "typed") return /\p{L}{2,}.*\s.*\p{L}{2,}/u.test(signature.name);
  const length = signature.strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  return length >= signature.width / 4;
}

function lengthOf(stroke: readonly (readonly [number, number, number])[]): number {
  return stroke.reduce((sum, [x, y], index) => {
    const before = stroke[index - 1];
    return before === undefined ? sum : sum + Math.hypot(x - before[0], y - before[1]);
  }, 0);
}
