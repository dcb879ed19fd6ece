import { Button, SegmentedControl } from "@mantine/core";
import { IconLayoutGrid, IconList, IconX } from "@tabler/icons-react";
import { facetWord } from "./facets.tsx";
import classes from "./library-screen.module.css";
import { type Choice, FACETS, type Facet } from "./library-search.ts";

/** Every value that narrows the library, in the order of the filters. */
export function chosenOf(choice: Choice): readonly { readonly facet: Facet; readonly value: string }[] {
  return FACETS.flatMap((facet) => (choice[facet] ?? []).map((value) => ({ facet, value })));
}

/** How many there are, what narrows them, and whether they stand as cards or in a list. */
export function LibraryLine(props: {
  readonly hits: number;
  /** Older ones than these were not loaded. */
  readonly more: boolean;
  readonly choice: Choice;
  readonly row: boolean;
  readonly onChange: (facet: Facet, values: readonly string[]) => void;
  readonly onClear: () => void;
  readonly onRow: (row: boolean) => void;
}) {
  const { hits, more, choice, row, onChange, onClear, onRow } = props;
  const chosen = chosenOf(choice);
  return (
    <div className={classes.line}>
      <p role="status">
        {hits === 1 ? "1 version" : `${hits} versions`}
        {more && ". Older ones than these were not loaded"}
      </p>
      {chosen.map(({ facet, value }) => (
        <Button
          key={`${facet} ${value}`}
          className={classes.chosen}
          size="compact-sm"
          rightSection={<IconX size={12} stroke={1.75} aria-hidden />}
          aria-label={`Remove filter ${facetWord(facet, value)}`}
          onClick={() =>
            onChange(
              facet,
              (choice[facet] ?? []).filter((one) => one !== value),
            )
          }
        >
          {facetWord(facet, value)}
        </Button>
      ))}
      {chosen.length > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          Clear
        </Button>
      )}
      <SegmentedControl
        className={classes.form}
        size="xs"
        aria-label="Form of the list"
        value={row ? "list" : "cards"}
        onChange={(value) => onRow(value === "list")}
        data={[
          { value: "cards", label: <Form icon={IconLayoutGrid} word="Cards" /> },
          { value: "list", label: <Form icon={IconList} word="List" /> },
        ]}
      />
    </div>
  );
}

function Form({ icon: Glyph, word }: { readonly icon: typeof IconList; readonly word: string }) {
  return (
    <span className={classes.formWord}>
      <Glyph size={14} stroke={1.75} aria-hidden />
      {word}
    </span>
  );
}
