import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconFilter, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { filtersSet, type HcpFilter, NO_FILTER } from "../../app/hcp-filter.ts";
import { useHasRole } from "../../app/session.tsx";
import classes from "./hcp-list.module.css";

const permission = (none: string) => [
  { value: "", label: "Any" },
  { value: "granted", label: "On" },
  { value: "pending_doi", label: "Not confirmed" },
  { value: "none", label: "Off" },
  { value: "expired", label: "Ended" },
  { value: "withdrawn", label: "Withdrawn" },
  { value: "address", label: none },
];
const VISIT = [
  { value: "", label: "Any" },
  { value: "week", label: "In 7 days" },
  { value: "month", label: "In 30 days" },
  { value: "none", label: "None known" },
];

/** Search and filters; on phones the filters open below the search. */
export function HcpFilters(props: {
  readonly filter: HcpFilter;
  readonly choices: Readonly<Record<"specialty" | "country" | "territory", readonly string[]>>;
  readonly onChange: (next: Partial<HcpFilter>) => void;
}) {
  const { filter, choices, onChange } = props;
  const seesVisits = useHasRole("rep");
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState(filter.q);
  const region = useId();
  // the address may change by itself: back, a link, "clear"
  useEffect(() => setWords(filter.q), [filter.q]);
  const type = (q: string) => {
    setWords(q);
    onChange({ q });
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key === "Escape" && words !== "") {
      event.preventDefault();
      type("");
    }
  };
  const set = filtersSet(filter);
  const any = (values: readonly string[]) => [
    { value: "", label: "Any" },
    ...values.map((value) => ({ value, label: value })),
  ];
  const select = (
    name: keyof HcpFilter,
    label: string,
    data: readonly { value: string; label: string }[],
  ) => (
    <NativeSelect
      label={label}
      size="sm"
      data={data}
      value={filter[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      classNames={{ input: classes.select ?? "", label: classes.label ?? "" }}
      data-set={filter[name] !== "" || undefined}
    />
  );
  return (
    <search className={classes.filters}>
      <div className={classes.search}>
        <TextInput
          aria-label="Search people"
          placeholder="Name, specialty, institution, city"
          type="search"
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          value={words}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={leave}
          className={classes.words ?? ""}
        />
        <Button
          className={classes.toggle ?? ""}
          leftSection={<IconFilter size={16} stroke={1.75} aria-hidden />}
          aria-expanded={open}
          aria-controls={region}
          onClick={() => setOpen(!open)}
        >
          Filters{set > 0 ? ` (${set})` : ""}
        </Button>
      </div>
      <div className={classes.selects} id={region} data-open={open}>
        {select("specialty", "Specialty", any(choices.specialty))}
        {select("country", "Country", any(choices.country))}
        {select("territory", "Territory", any(choices.territory))}
        {select("sms", "Texts", permission("No number"))}
        {select("email", "E-mail", permission("No address"))}
        {seesVisits && select("visit", "Last visit", VISIT)}
        {set > 0 && (
          <Button
            className={classes.clear ?? ""}
            variant="subtle"
            onClick={() => onChange({ ...NO_FILTER, q: filter.q, sort: filter.sort })}
          >
            Clear filters
          </Button>
        )}
      </div>
    </search>
  );
}
