import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { type Choice, FACETS } from "./library-search.ts";

const TYPING_MS = 300;

/**
 * What is asked for, in the address: `?q=dose&country=GB,IE&view=list`. Words are kept here while they are typed and go
 * into the address when the typing rests: an address that changes with every letter would lose letters.
 */
export function useQuestion() {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const text = (name: string) => (search[name] === undefined ? "" : String(search[name]));
  const [words, setWords] = useState(() => text("q"));
  const go = (change: Readonly<Record<string, string | undefined>>) =>
    void navigate({
      to: ".",
      search: ((before: object) => ({ ...before, ...change })) as never,
      replace: true,
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing puts words into the address
  useEffect(() => {
    const timer = setTimeout(() => {
      if (words !== text("q")) go({ q: words === "" ? undefined : words });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const facets = FACETS.map(text).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts are all that the choice is made of
  const choice: Choice = useMemo(
    () =>
      Object.fromEntries(
        FACETS.map((facet) => [
          facet,
          text(facet)
            .split(",")
            .filter((value) => value !== ""),
        ]),
      ),
    [facets],
  );
  return {
    words,
    setWords,
    choice,
    setChoice: (next: Choice) =>
      go(
        Object.fromEntries(
          FACETS.map((facet) => [facet, next[facet]?.length ? next[facet].join(",") : undefined]),
        ),
      ),
    clear: () => {
      setWords("");
      go(Object.fromEntries(["q", ...FACETS].map((name) => [name, undefined])));
    },
    row: text("view") === "list",
    setRow: (row: boolean) => go({ view: row ? "list" : undefined }),
  };
}
