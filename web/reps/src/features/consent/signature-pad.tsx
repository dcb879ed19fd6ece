import { Button, TextInput } from "@mantine/core";
import { type PointerEvent, useId, useRef, useState } from "react";
import type { Signature } from "./evidence.ts";
import classes from "./signature-pad.module.css";

const WIDTH = 600;
const HEIGHT = 260;
/** Points closer than this, in pixels of the field, say nothing more. */
const APART = 2;
const MOST_POINTS = 4000;

type Point = [number, number, number];
type Strokes = readonly (readonly Point[])[];

/**
 * A field to sign in with finger, pen or mouse. Whoever cannot draw types the full name instead, with the same effect;
 * the field itself is skipped by the keyboard.
 */
export function SignaturePad(props: {
  readonly value: Signature | undefined;
  readonly onChange: (signature: Signature | undefined) => void;
}) {
  const { value, onChange } = props;
  const typing = value?.kind === "typed";
  const strokes: Strokes = value?.kind === "drawn" ? value.strokes : [];
  const started = useRef<number | undefined>(undefined);
  const [drawing, setDrawing] = useState(false);
  const hint = useId();
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const set = (next: Strokes) =>
    onChange(
      next.length === 0
        ? undefined
        : { kind: "drawn", width: WIDTH, height: HEIGHT, strokes: next.map((stroke) => [...stroke]) },
    );
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0 || points >= MOST_POINTS) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    started.current ??= event.timeStamp;
    setDrawing(true);
    set([...strokes, [pointOf(event, started.current)]]);
  };
  const draw = (event: PointerEvent<SVGSVGElement>) => {
    const last = strokes.at(-1);
    if (!drawing || last === undefined || started.current === undefined || points >= MOST_POINTS) return;
    const next = pointOf(event, started.current);
    const before = last.at(-1);
    if (before !== undefined && Math.hypot(next[0] - before[0], next[1] - before[1]) < APART) return;
    set([...strokes.slice(0, -1), [...last, next]]);
  };
  if (typing) {
    return (
      <div className={classes.pad}>
        <TextInput
          label="Full name, typed by the person"
          value={value.name}
          maxLength={140}
          autoComplete="off"
          onChange={(event) => onChange({ kind: "typed", name: event.currentTarget.value })}
        />
        <Button className={classes.other ?? ""} variant="subtle" onClick={() => onChange(undefined)}>
          Draw instead
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.pad}>
      <svg
        className={classes.field}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={strokes.length === 0 ? "Field for the signature, empty" : "The signature"}
        aria-describedby={hint}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={() => setDrawing(false)}
        onPointerCancel={() => setDrawing(false)}
      >
        <line className={classes.line} x1="30" x2={WIDTH - 30} y1="205" y2="205" />
        <Drawn strokes={strokes} />
      </svg>
      <div className={classes.under}>
        <span id={hint} className={classes.hint}>
          Sign above the line.
        </span>
        <Button variant="subtle" disabled={strokes.length === 0} onClick={() => set([])}>
          Clear
        </Button>
        <Button variant="subtle" onClick={() => onChange({ kind: "typed", name: "" })}>
          Type the name instead
        </Button>
      </div>
    </div>
  );
}

/** The strokes as lines. */
function Drawn({ strokes }: { readonly strokes: Strokes }) {
  return strokes.map((stroke, index) => (
    <polyline
      // strokes are only ever added or taken away at the end
      // biome-ignore lint/suspicious/noArrayIndexKey: their place is what they are known by
      key={index}
      className={classes.stroke}
      points={(stroke.length === 1 ? [...stroke, ...stroke] : stroke).map(([x, y]) => `${x},${y}`).join(" ")}
    />
  ));
}

/** A signature to look at. */
export function SignatureView({ signature }: { readonly signature: Signature }) {
  if (signature.kind === "typed") return <p className={classes.typed}>{signature.name}</p>;
  return (
    <svg
      className={classes.view}
      viewBox={`0 0 ${signature.width} ${signature.height}`}
      role="img"
      aria-label="The signature"
    >
      <Drawn strokes={signature.strokes} />
    </svg>
  );
}

/** Where the pointer is in the field, and how long after the first touch. */
function pointOf(event: PointerEvent<SVGSVGElement>, started: number): Point {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  const inside = (share: number, most: number) => Math.round(Math.min(1, Math.max(0, share)) * most);
  return [
    inside((event.clientX - left) / width, WIDTH),
    inside((event.clientY - top) / height, HEIGHT),
    Math.max(0, Math.round(event.timeStamp - started)),
  ];
}
