import classes from "./person.module.css";

/** Two letters that stand for somebody: the first of the first and of the last name. */
export function initials(name: string): string {
  const words = name
    .replace(/^(dr|prof)\.?\s+/i, "")
    .split(/\s+/)
    .filter((word) => word !== "");
  const first = words[0];
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last]
    .map((word) => (word === undefined ? "" : (Array.from(word)[0] ?? "")))
    .join("")
    .toUpperCase();
}

const TONES = ["iris", "ok", "hold", "wait", "heat"] as const;

/** A calm colour for a person, always the same one. It means nothing. */
function toneOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return TONES[sum % TONES.length] ?? "iris";
}

/** Initials in a disc. The name stands beside it, so it is hidden from screen readers. */
export function Initials({ name, size = 32 }: { readonly name: string; readonly size?: 24 | 32 | 40 | 48 }) {
  return (
    <span className={classes.disc} data-tone={toneOf(name)} data-size={size} aria-hidden>
      {initials(name)}
    </span>
  );
}

/** Somebody with a line about them. */
export function Person({ name, note }: { readonly name: string; readonly note?: string | undefined }) {
  return (
    <span className={classes.person}>
      <Initials name={name} />
      <span className={classes.words}>
        <b className={classes.name}>{name}</b>
        {note !== undefined && <span className={classes.note}>{note}</span>}
      </span>
    </span>
  );
}
