import { Button } from "@mantine/core";
import { IconChartBar, IconDownload, IconTable } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { csvText, downloadCsv } from "../../ui/csv.ts";
import { Panel } from "../../ui/panel.tsx";
import classes from "./charts.module.css";

/** A table in plain values. */
export interface PlainTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/**
 * A picture with its proof: the heading is the finding, a sentence tells it to those who do not see it, a switch shows the
 * same numbers as a table, a button saves them.
 */
export function ChartFrame(props: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly legend?: ReactNode;
  /** The picture in words, with the amount of evidence. */
  readonly summary: string;
  readonly table: PlainTable;
  /** Name of the saved file, without ending. */
  readonly file: string;
  /** The picture itself says the summary in words. @default false */
  readonly speaks?: boolean;
  /** There is no picture: the table is what there is to see. */
  readonly tableOnly?: boolean;
  readonly children?: ReactNode;
}) {
  const { title, note, legend, summary, table, file, speaks = false, tableOnly = false, children } = props;
  const [switched, setSwitched] = useState(false);
  const asTable = tableOnly || switched;
  const Glyph = asTable ? IconChartBar : IconTable;
  return (
    <Panel
      title={title}
      note={note}
      actions={
        <>
          {!asTable && legend}
          {asTable && (
            <Button
              size="compact-md"
              leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
              onClick={() => downloadCsv(`${file}.csv`, csvText(table.columns, table.rows))}
            >
              CSV
            </Button>
          )}
          {!tableOnly && (
            <Button
              size="compact-md"
              leftSection={<Glyph size={16} stroke={1.75} aria-hidden />}
              onClick={() => setSwitched(!switched)}
            >
              {asTable ? "Picture" : "Table"}
            </Button>
          )}
        </>
      }
    >
      {asTable ? (
        <PlainTableView table={table} caption={title} />
      ) : (
        <figure className={classes.figure} role="img" aria-label={summary}>
          {children}
        </figure>
      )}
      {(asTable || !speaks) && <p className={classes.summary}>{summary}</p>}
    </Panel>
  );
}

/** The numbers of a picture. */
export function PlainTableView({ table, caption }: { readonly table: PlainTable; readonly caption: string }) {
  const isNumber = (column: number) => table.rows.some((row) => isQuantity(row[column]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what overflows must be reachable by keyboard
    <section className={classes.scroll} aria-label={`Table: ${caption}`} tabIndex={0}>
      <table className={classes.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th key={column} scope="col" data-number={isNumber(index) || undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join("|")}>
              {row.map((value, index) =>
                index === 0 ? (
                  <th key={table.columns[index]} scope="row">
                    {value}
                  </th>
                ) : (
                  <td key={table.columns[index]} data-number={isNumber(index) || undefined}>
                    {value}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A count, or a rate with its interval; stands at the right. */
function isQuantity(value: string | number | undefined): boolean {
  return typeof value === "number" || /^\d+\s%/.test(value ?? "");
}

/** A colour of a picture with its word. */
export function LegendKey({
  tone,
  children,
}: {
  readonly tone: "iris" | "heat";
  readonly children: ReactNode;
}) {
  return (
    <span className={classes.key}>
      <span className={classes.swatch} data-tone={tone} />
      {children}
    </span>
  );
}
