import { Button, Checkbox, Menu } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3, IconDownload } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { type CsvValue, csvText, downloadCsv } from "./csv.ts";
import classes from "./data-table.module.css";
import { type Sorting, sortRows } from "./sort-rows.ts";

/** One column. `value` is what sorting and the CSV file take; `show` is what people see, else the value itself. */
export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly value: (row: Row) => CsvValue;
  readonly show?: (row: Row) => ReactNode;
  /** Right-aligned, in figures of one width. */
  readonly numeric?: boolean;
  /** @default true */
  readonly sortable?: boolean;
}

const PAGE = 50;

/**
 * A table with its caption, sorting, column chooser, CSV and pages of 50. The first column is the row's name: put the link
 * to the object there. On a phone each row is a list of "label: value".
 */
export function DataTable<Row>(props: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Without it there is no CSV. */
  readonly fileName?: string;
  readonly dense?: boolean;
  /** Keeps the caption for screen readers only, where a heading says the same. @default false */
  readonly captionHidden?: boolean;
  readonly startSorted?: Sorting;
  /** Leaves out the count and the tools, where a handful of rows needs none. @default false */
  readonly bare?: boolean;
}) {
  const {
    caption,
    columns,
    rows,
    keyOf,
    fileName,
    dense = false,
    captionHidden = false,
    startSorted,
    bare = false,
  } = props;
  const [sorting, setSorting] = useState<Sorting | undefined>(startSorted);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [page, setPage] = useState(0);
  const shown = columns.filter(({ id }) => !hidden.includes(id));
  const sortColumn = columns.find(({ id }) => id === sorting?.column);
  const sorted =
    sortColumn === undefined ? rows : sortRows(rows, sortColumn.value, sorting?.descending === true);
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE));
  const at = Math.min(page, pages - 1);
  const here = sorted.slice(at * PAGE, (at + 1) * PAGE);

  const sortBy = (id: string) => {
    setPage(0);
    setSorting((was) => ({ column: id, descending: was?.column === id && !was.descending }));
  };
  const save = () =>
    fileName !== undefined &&
    downloadCsv(
      fileName,
      csvText(
        shown.map(({ label }) => label),
        sorted.map((row) => shown.map(({ value }) => value(row))),
      ),
    );
  const range =
    sorted.length === 0 ? "no rows" : `${at * PAGE + 1} to ${at * PAGE + here.length} of ${sorted.length}`;

  return (
    <div>
      {!bare && (
        <div className={classes.tools}>
          <p aria-live="polite" className={classes.count}>
            {pages > 1 ? range : `${sorted.length} ${sorted.length === 1 ? "row" : "rows"}`}
          </p>
          <ColumnChooser columns={columns} hidden={hidden} onChange={setHidden} />
          {fileName !== undefined && (
            <Button
              size="compact-md"
              onClick={save}
              leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
            >
              CSV
            </Button>
          )}
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (2.1.1) */}
      <section className={classes.scroller} aria-label={caption} tabIndex={0}>
        <table className={classes.table} data-dense={dense || undefined}>
          <caption className={captionHidden ? "visually-hidden" : classes.caption}>{caption}</caption>
          <thead>
            <tr>
              {shown.map((column) => (
                <HeadCell key={column.id} column={column} sorting={sorting} onSort={sortBy} />
              ))}
            </tr>
          </thead>
          <tbody>
            {here.map((row) => (
              <tr key={keyOf(row)}>
                {shown.map((column, index) => {
                  const content = column.show?.(row) ?? column.value(row) ?? "–";
                  const numeric = column.numeric || undefined;
                  return index === 0 ? (
                    <th key={column.id} scope="row" data-numeric={numeric}>
                      {content}
                    </th>
                  ) : (
                    <td key={column.id} data-label={column.label} data-numeric={numeric}>
                      {content}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {pages > 1 && (
        <nav className={classes.pages} aria-label={`Pages of ${caption}`}>
          <Button disabled={at === 0} onClick={() => setPage(at - 1)}>
            Previous
          </Button>
          <Button disabled={at === pages - 1} onClick={() => setPage(at + 1)}>
            Next
          </Button>
        </nav>
      )}
    </div>
  );
}

function HeadCell<Row>(props: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: (id: string) => void;
}) {
  const { column, sorting, onSort } = props;
  const numeric = column.numeric || undefined;
  if (column.sortable === false)
    return (
      <th scope="col" data-numeric={numeric}>
        {column.label}
      </th>
    );
  const active = sorting?.column === column.id;
  const Arrow = sorting?.descending === true ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      data-numeric={numeric}
      aria-sort={active ? (sorting.descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" className={classes.sort} onClick={() => onSort(column.id)}>
        {column.label}
        {active && <Arrow size={14} stroke={1.75} aria-hidden />}
      </button>
    </th>
  );
}

function ColumnChooser<Row>(props: {
  readonly columns: readonly Column<Row>[];
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}) {
  const { columns, hidden, onChange } = props;
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button size="compact-md" leftSection={<IconColumns3 size={16} stroke={1.75} aria-hidden />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.slice(1).map(({ id, label }) => {
          const isShown = !hidden.includes(id);
          return (
            <Menu.Item
              key={id}
              role="menuitemcheckbox"
              aria-checked={isShown}
              leftSection={<Checkbox.Indicator checked={isShown} size="xs" />}
              onClick={() => onChange(isShown ? [...hidden, id] : hidden.filter((one) => one !== id))}
            >
              {label}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
