import { IconArrowsSort, IconSortAscending } from "@tabler/icons-react";
import { type MouseEvent, memo } from "react";
import type { HcpRow } from "../../../../../shared/contracts/directory.ts";
import type { Instant } from "../../../../../shared/model/time.ts";
import { fullName } from "../../app/hcp.tsx";
import type { FoundRow, Sort } from "../../app/hcp-filter.ts";
import { useHasRole } from "../../app/session.tsx";
import { Initials } from "../../ui/person.tsx";
import { relative } from "../../ui/time.ts";
import { HcpLink, useOpenHcp } from "./hcp-link.tsx";
import classes from "./hcp-list.module.css";
import { PermissionMark } from "./permission-mark.tsx";
import { useRowKeys } from "./use-row-keys.ts";
import { useWindowRows } from "./use-window-rows.ts";

const ROW = 44;
interface Column {
  readonly name: string;
  readonly sort?: Sort;
}
const COLUMNS: readonly Column[] = [
  { name: "Name", sort: "name" },
  { name: "Specialty" },
  { name: "Institution" },
  { name: "Territory", sort: "place" },
  { name: "Texts" },
  { name: "E-mail" },
];
/** Viewing is for the rep whom it is shared with; others have no such column rather than an empty one. */
const VISITS: Column = { name: "Last visit", sort: "visit" };

/** The list on a wide window: a table of which only the rows in view exist. */
export function HcpTable(props: {
  readonly rows: readonly FoundRow[];
  readonly now: Instant;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}) {
  const { rows, now, sort, onSort } = props;
  const visits = useHasRole("rep");
  const columns = visits ? [...COLUMNS, VISITS] : COLUMNS;
  const { place, virtual, before, after } = useWindowRows(rows.length, ROW);
  const onOpen = useOpenHcp();
  const active = useRowKeys(rows, (index) => virtual.scrollToIndex(index, { align: "auto" }));
  return (
    <div className={classes.frame}>
      <table className={classes.table} ref={place} aria-rowcount={rows.length + 1}>
        <caption className="visually-hidden">HCPs. J and K move, Enter opens.</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ name, sort: by }) => (
              <th
                key={name}
                scope="col"
                aria-sort={
                  by !== undefined && by === sort ? (by === "visit" ? "descending" : "ascending") : undefined
                }
              >
                {by === undefined ? (
                  name
                ) : (
                  <SortButton name={name} on={by === sort} onClick={() => onSort(by)} />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} across={columns.length} />}
          {virtual.getVirtualItems().map(({ index }) => {
            const row = rows[index]?.row;
            if (row === undefined) return null;
            return (
              <Row
                key={row.hcpId}
                row={row}
                index={index}
                active={row.hcpId === active}
                onOpen={onOpen}
                now={now}
                visits={visits}
              />
            );
          })}
          {after > 0 && <Gap height={after} across={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

function Gap({ height, across }: { readonly height: number; readonly across: number }) {
  return (
    <tr aria-hidden className={classes.gap}>
      <td colSpan={across} style={{ height }} />
    </tr>
  );
}

function SortButton({
  name,
  on,
  onClick,
}: {
  readonly name: string;
  readonly on: boolean;
  readonly onClick: () => void;
}) {
  const Glyph = on ? IconSortAscending : IconArrowsSort;
  return (
    <button type="button" className={classes.sort} onClick={onClick}>
      {name}
      <Glyph size={14} stroke={1.75} aria-hidden />
    </button>
  );
}

const Row = memo(function Row(props: {
  readonly row: HcpRow;
  readonly index: number;
  readonly active: boolean;
  readonly now: Instant;
  readonly visits: boolean;
  readonly onOpen: (event: MouseEvent<HTMLAnchorElement>) => void;
}) {
  const { row, index, active, now, visits, onOpen } = props;
  const name = fullName(row);
  return (
    <tr className={classes.row} aria-rowindex={index + 2} data-active={active || undefined}>
      <th scope="row">
        <HcpLink hcpId={row.hcpId} onOpen={onOpen} className={classes.person}>
          <Initials name={name} size={24} />
          <span>{name}</span>
        </HcpLink>
      </th>
      <td className={classes.muted}>{row.specialty}</td>
      <td className={classes.muted}>{[row.institution, row.city].filter(Boolean).join(", ")}</td>
      <td className={classes.muted}>{row.territory}</td>
      <td>
        <PermissionMark state={row.sms} none="no number" />
      </td>
      <td>
        <PermissionMark state={row.email} none="no address" />
      </td>
      {visits && (
        <td className={classes.muted}>
          {row.lastVisitAt === undefined ? (
            <span className={classes.none}>–</span>
          ) : (
            relative(row.lastVisitAt, now)
          )}
        </td>
      )}
    </tr>
  );
});
