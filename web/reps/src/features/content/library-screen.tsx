import { Button, TextInput } from "@mantine/core";
import { IconFilter, IconSearch, IconUpload } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useNow } from "../../app/now.ts";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { Facets } from "./facets.tsx";
import { chosenOf, LibraryLine } from "./library-line.tsx";
import classes from "./library-screen.module.css";
import { type Facet, fits, indexLibrary } from "./library-search.ts";
import { type Library, useLibrary } from "./use-library.ts";
import { usePosters } from "./use-posters.ts";
import { useQuestion } from "./use-question.ts";
import { VersionCard } from "./version-card.tsx";

/** The approved answer in a breath: words, filters, hits. What was asked for is in the address, so that Back gives it back. */
export function Screen() {
  const library = useLibrary();
  const writes = useHasRole("marketer");
  const onlyRep = !useHasRole("marketer", "reviewer");
  return (
    <>
      <PageHead
        title="Library"
        aside={onlyRep ? "Only what is approved and in date" : "Every version, what can be used first"}
      >
        {writes && (
          <LinkButton
            to="/upload"
            variant="filled"
            leftSection={<IconUpload size={16} stroke={1.75} aria-hidden />}
          >
            Upload a file
          </LinkButton>
        )}
      </PageHead>
      <Await
        of={library}
        skeleton={<CardsOnTheirWay />}
        empty={{
          when: ({ versions }) => versions.length === 0,
          show: (
            <EmptyLine action={writes && <LinkButton to="/upload">Upload a file</LinkButton>}>
              {onlyRep
                ? "Nothing is approved yet. It appears here as soon as it is."
                : "The library is empty."}
            </EmptyLine>
          ),
        }}
      >
        {(loaded) => <Shelves library={loaded} />}
      </Await>
    </>
  );
}

const AT_FIRST = 24;

function Shelves({ library }: { readonly library: Library }) {
  const { versions, more } = library;
  const now = useNow();
  const { words, setWords, choice, setChoice, clear, row, setRow } = useQuestion();
  const [most, setMost] = useState(AT_FIRST);
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const index = useMemo(() => indexLibrary(versions), [versions]);
  const asked = useDeferredValue(words);
  const found = useMemo(() => index.find(asked), [index, asked]);
  const hits = useMemo(() => found.filter((version) => fits(version, choice, now)), [found, choice, now]);
  const shown = hits.slice(0, most);
  const ids = useMemo(() => index.find("").map(({ versionId }) => versionId), [index]);
  const posters = usePosters(ids, new Set(shown.map(({ versionId }) => versionId)));
  const keys = useMemo(() => ({ "/": () => search.current?.focus() }), []);
  useListKeys(list, keys);

  const chosen = chosenOf(choice).length;
  const change = (facet: Facet, values: readonly string[]) => setChoice({ ...choice, [facet]: values });
  return (
    <div className={classes.page}>
      <aside className={classes.facets} aria-label="Filters" data-open={open}>
        <Facets versions={found} choice={choice} now={now} onChange={change} />
      </aside>
      <div className={classes.main}>
        <search className={classes.search}>
          <TextInput
            ref={search}
            className={classes.words}
            size="md"
            type="search"
            aria-label="Search the library"
            placeholder="Title, product, code or a word of the text"
            leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
            value={words}
            onChange={({ currentTarget }) => setWords(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setWords("");
            }}
          />
          <Button
            className={classes.toggle}
            aria-expanded={open}
            leftSection={<IconFilter size={16} stroke={1.75} aria-hidden />}
            onClick={() => setOpen(!open)}
          >
            Filters{chosen > 0 && ` (${chosen})`}
          </Button>
        </search>
        <LibraryLine
          hits={hits.length}
          more={more}
          choice={choice}
          row={row}
          onChange={change}
          onClear={clear}
          onRow={setRow}
        />
        {hits.length === 0 ? (
          <EmptyLine action={<Button onClick={clear}>Clear search and filters</Button>}>
            {words.trim() === "" ? "Nothing has all of these." : `No approved answer for “${words.trim()}”.`}
          </EmptyLine>
        ) : (
          <ul className={classes.hits} data-form={row ? "row" : "card"} ref={list} aria-label="Content">
            {shown.map((version) => (
              <VersionCard
                key={version.versionId}
                version={version}
                poster={posters.get(version.versionId)}
                words={asked}
                now={now}
                row={row}
              />
            ))}
          </ul>
        )}
        {hits.length > shown.length && (
          <Button className={classes.more} onClick={() => setMost(most + AT_FIRST)}>
            Show {Math.min(AT_FIRST, hits.length - shown.length)} more
          </Button>
        )}
      </div>
    </div>
  );
}

function CardsOnTheirWay() {
  return (
    <div className={classes.onTheirWay}>
      {["a", "b", "c", "d", "e", "f"].map((one) => (
        <Block key={one} height={280} />
      ))}
    </div>
  );
}
