import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useCall } from "../../app/api.tsx";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { dateTime } from "../../ui/time.ts";
import { COUNTRIES } from "../../ui/version-fields.ts";
import { AddWord } from "./add-word.tsx";
import classes from "./templates.module.css";
import { useWords } from "./use-words.ts";
import { entriesOf, type Words } from "./word-entries.ts";
import { WordList } from "./word-list.tsx";

type Country = (typeof COUNTRIES)[number]["code"];

/** What reps may not type into messages in a country: compliance writes it, administrators read it (MLR-14). */
export function Screen() {
  const [country, setCountry] = useState<Country>("IE");
  const words = useCall("readRestrictedWords", { params: { country } }, { every: 60_000 });
  return (
    <>
      <PageHead title="Restricted words" aside="What reps may not type, besides what is refused everywhere" />
      <div className={classes.filters}>
        <NativeSelect
          label="Country"
          value={country}
          data={COUNTRIES.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={({ currentTarget }) => {
            const chosen = COUNTRIES.find(({ code }) => code === currentTarget.value);
            if (chosen !== undefined) setCountry(chosen.code);
          }}
        />
      </div>
      <Await of={words} skeleton={<Rows count={4} />}>
        {(read) => <CountryWords key={country} words={read} />}
      </Await>
    </>
  );
}

function CountryWords({ words }: { readonly words: Words }) {
  const writes = useHasRole("compliance");
  const { add, remove, isPending, error } = useWords(words);
  const entries = entriesOf(words.lists);
  const { changed } = words;
  return (
    <div className={classes.words}>
      {writes && <AddWord entries={entries} busy={isPending} onAdd={add} />}
      {error !== null && <Problem error={error} />}
      <p className={classes.meta} role="status">
        {entries.length === 1 ? "1 word" : `${entries.length} words`}
        {changed !== undefined && `, last changed by ${changed.by.name} on ${dateTime(changed.at)}`}
      </p>
      {entries.length === 0 ? (
        <EmptyLine>
          No word of this country’s own. Claims, prices, dosing, patients and product names are refused
          everywhere.
        </EmptyLine>
      ) : (
        <WordList entries={entries} {...(writes ? { onRemove: remove, busy: isPending } : {})} />
      )}
    </div>
  );
}
