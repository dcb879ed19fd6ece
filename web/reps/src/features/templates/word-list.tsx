import { Button } from "@mantine/core";
import classes from "./templates.module.css";
import { KINDS, keyOf, type WordEntry } from "./word-entries.ts";

/** The words of a country by the alphabet, each with how it is looked for; with `onRemove` they can be taken out. */
export function WordList(props: {
  readonly entries: readonly WordEntry[];
  readonly onRemove?: (entry: WordEntry) => void;
  readonly busy?: boolean;
}) {
  const { entries, onRemove, busy = false } = props;
  return (
    <ul className={classes.entries} aria-label="Restricted words">
      {entries.map((entry) => (
        <li key={keyOf(entry)} className={classes.entry}>
          <span>
            <b className={classes.word}>{entry.word}</b>
            <span className={classes.meta}>{kindWords(entry)}</span>
          </span>
          {onRemove !== undefined && (
            <Button
              variant="subtle"
              aria-label={`Remove ${entry.word}`}
              disabled={busy}
              onClick={() => onRemove(entry)}
            >
              Remove
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function kindWords({ kind, product }: WordEntry): string {
  const label = KINDS.find(({ value }) => value === kind)?.label ?? kind;
  return product === undefined ? label : `${label}; only where a page is about ${product}`;
}
