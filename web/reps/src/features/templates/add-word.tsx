import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import classes from "./templates.module.css";
import { KINDS, keyOf, type WordEntry, type WordKind } from "./word-entries.ts";

/** One more word that stops a message. */
export function AddWord(props: {
  readonly entries: readonly WordEntry[];
  readonly busy: boolean;
  readonly onAdd: (entry: WordEntry) => void;
}) {
  const { entries, busy, onAdd } = props;
  const [word, setWord] = useState("");
  const [kind, setKind] = useState<WordKind>("partial");
  const [product, setProduct] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const about = product.trim();
  const entry: WordEntry = { word: word.trim(), kind, ...(about === "" ? {} : { product: about }) };
  const known = entries.some((one) => keyOf(one) === keyOf(entry));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (entry.word.length < 2 || known) return;
    onAdd(entry);
    setWord("");
    // the next one can be typed at once
    field.current?.focus();
  };
  return (
    <form className={classes.add} aria-label="Add a word" onSubmit={submit}>
      <TextInput
        ref={field}
        label="Word or phrase"
        maxLength={60}
        value={word}
        error={known ? "It is there already." : undefined}
        onChange={({ currentTarget }) => setWord(currentTarget.value)}
      />
      <NativeSelect
        label="How it is looked for"
        data={[...KINDS]}
        value={kind}
        onChange={({ currentTarget }) => {
          const chosen = KINDS.find(({ value }) => value === currentTarget.value);
          if (chosen !== undefined) setKind(chosen.value);
        }}
      />
      <TextInput
        label="Only for the product (optional)"
        maxLength={80}
        value={product}
        onChange={({ currentTarget }) => setProduct(currentTarget.value)}
      />
      <Button type="submit" variant="filled" loading={busy} disabled={entry.word.length < 2 || known}>
        Add word
      </Button>
    </form>
  );
}
