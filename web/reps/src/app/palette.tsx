import { Modal, useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { Initials } from "../ui/person.tsx";
import { useCall } from "./api.tsx";
import { useHcpPages } from "./hcp-rows.ts";
import classes from "./palette.module.css";
import {
  contentEntries,
  type Entry,
  type Hands,
  matches,
  ownEntries,
  peopleEntries,
} from "./palette-entries.ts";
import { useHasRole, useSession } from "./session.tsx";

const MOST_PEOPLE = 6;
const GROUPS = ["People", "Content", "Go to", "Do"] as const;

/** Search and command in one: people, content, screens, actions; only what the role may see. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { entries, busy } = useEntries(typed.trim(), onClose);
  const list = useId();
  const active = entries[Math.min(at, entries.length - 1)];
  const optionId = (entry: Entry) => `${list}-${entry.id}`;

  useEffect(() => {
    if (active !== undefined)
      document.getElementById(`${list}-${active.id}`)?.scrollIntoView({ block: "nearest" });
  }, [active, list]);

  const onKey = (event: KeyboardEvent) => {
    const last = entries.length - 1;
    if (event.key === "ArrowDown") setAt(at >= last ? 0 : at + 1);
    else if (event.key === "ArrowUp") setAt(at <= 0 ? last : at - 1);
    else if (event.key === "Enter") active?.run();
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      title="Find or do"
      classNames={{ header: "visually-hidden", body: classes.body ?? "", inner: classes.inner ?? "" }}
      size={560}
    >
      <div className={classes.field}>
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <input
          data-autofocus
          className={classes.input}
          role="combobox"
          aria-label="Find or do"
          aria-expanded
          aria-controls={list}
          aria-autocomplete="list"
          {...(active === undefined ? {} : { "aria-activedescendant": optionId(active) })}
          placeholder="A name, a title, a command"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <div id={list} role="listbox" aria-label="Results" aria-busy={busy} className={classes.list}>
        {GROUPS.map((group) => {
          const inGroup = entries.filter((entry) => entry.group === group);
          if (inGroup.length === 0) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options is not a fieldset
            <div key={group} role="group" aria-label={group}>
              <p className={classes.group} aria-hidden>
                {group}
              </p>
              {inGroup.map((entry) => (
                <Option
                  key={entry.id}
                  id={optionId(entry)}
                  entry={entry}
                  active={entry === active}
                  onPoint={() => setAt(entries.indexOf(entry))}
                />
              ))}
            </div>
          );
        })}
      </div>
      <p className={classes.none} role="status">
        {entries.length === 0 && !busy ? `Nothing is called “${typed.trim()}”.` : ""}
      </p>
    </Modal>
  );
}

function Option(props: {
  readonly id: string;
  readonly entry: Entry;
  readonly active: boolean;
  readonly onPoint: () => void;
}) {
  const { id, entry, active, onPoint } = props;
  const { icon: Glyph, label, note, group } = entry;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={classes.option}
      onClick={entry.run}
      onMouseMove={onPoint}
    >
      {group === "People" ? (
        <Initials name={label} size={24} />
      ) : (
        <span className={classes.icon}>
          {Glyph !== undefined && <Glyph size={18} stroke={1.75} aria-hidden />}
        </span>
      )}
      <span className={classes.label}>{label}</span>
      {note !== undefined && <span className={classes.note}>{note}</span>}
    </div>
  );
}

/** The API finds people by the beginning of the last name: of "Áine Bhriain" that is the last word. */
function lastName(typed: string): string {
  return typed.split(/\s+/).at(-1) ?? "";
}

/** What fits the words typed, in the order of the groups. */
function useEntries(
  typed: string,
  close: () => void,
): { readonly entries: readonly Entry[]; readonly busy: boolean } {
  const { roles, signOut } = useSession();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const navigate = useNavigate();
  const hands: Hands = {
    go: (to, params) => {
      close();
      void navigate({ to, ...(params === undefined ? {} : { params: params as never }) });
    },
    scheme: (scheme) => {
      close();
      setColorScheme(scheme);
    },
    signOut: () => void signOut(),
  };
  const [asked] = useDebouncedValue(typed, 150);
  const seesPeople = useHasRole("rep", "compliance", "admin");
  const seesContent = useHasRole("rep", "marketer", "reviewer");
  const people = useCall(
    "listHcps",
    { query: { q: lastName(asked), limit: MOST_PEOPLE } },
    { enabled: seesPeople && asked.length > 1, keepPrevious: true },
  );
  const found = seesPeople && typed.length > 1 ? peopleEntries(people.data?.items ?? [], typed, hands) : [];
  // names of two words, first names, cities: the API knows beginnings of last names only
  const others = seesPeople && asked.length > 1 && !people.isFetching && found.length === 0;
  const pages = useHcpPages({ enabled: others });
  const rows = others ? (pages.data?.pages.flatMap(({ items }) => items) ?? []) : [];
  const content = useCall("listContent", { query: { limit: 100 } }, { enabled: seesContent && typed !== "" });
  const byOther = peopleEntries(rows, typed, hands).slice(0, MOST_PEOPLE);
  const pieces = typed === "" ? [] : contentEntries(content.data?.items ?? [], typed, hands);
  const own = ownEntries(roles, hands).filter((entry) => matches(entry, typed));
  return {
    entries: [...found, ...byOther, ...pieces, ...own],
    busy: people.isFetching || (others && pages.isFetching) || content.isFetching,
  };
}
