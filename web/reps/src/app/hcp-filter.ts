import type { HcpRow } from "../../../../shared/contracts/directory.ts";
import { foldName } from "../../../../shared/model/fold-name.ts";
import type { Instant } from "../../../../shared/model/time.ts";

// the model's own constants bring the validator with them, which a screen does not need
const DAY = 24 * 60 * 60_000;

/** A row with what is searched in it, folded once. */
export interface FoundRow {
  readonly row: HcpRow;
  readonly text: string;
}

export const SORTS = ["name", "visit", "place"] as const;
export type Sort = (typeof SORTS)[number];
export const VISITS = ["week", "month", "none"] as const;
export const PERMISSIONS = ["granted", "pending_doi", "none", "expired", "withdrawn", "address"] as const;

/** What somebody looks for; it lives in the address of the page. */
export interface HcpFilter {
  readonly q: string;
  readonly specialty: string;
  readonly country: string;
  readonly territory: string;
  /** A state of the permission, or `address` for nobody to send to. */
  readonly sms: string;
  readonly email: string;
  readonly visit: string;
  readonly sort: Sort;
}

export const NO_FILTER: HcpFilter = {
  q: "",
  specialty: "",
  country: "",
  territory: "",
  sms: "",
  email: "",
  visit: "",
  sort: "name",
};

/** Reads the filter from an address; what it does not know is as if it were not there. */
export function readFilter(search: Readonly<Record<string, unknown>>): HcpFilter {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === "string" || typeof value === "number" ? String(value).slice(0, 100) : "";
  };
  const oneOf = (name: string, known: readonly string[]) => (known.includes(text(name)) ? text(name) : "");
  return {
    q: text("q"),
    specialty: text("specialty"),
    country: text("country"),
    territory: text("territory"),
    sms: oneOf("sms", PERMISSIONS),
    email: oneOf("email", PERMISSIONS),
    visit: oneOf("visit", VISITS),
    sort: SORTS.find((sort) => sort === text("sort")) ?? "name",
  };
}

/** The filter as the address keeps it: only what is set. */
export function searchOf(filter: HcpFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).filter(([name, value]) => value !== "" && !(name === "sort" && value === "name")),
  );
}

/** How many filters are set besides the words. */
export function filtersSet(filter: HcpFilter): number {
  return Object.keys(searchOf({ ...filter, q: "", sort: "name" })).length;
}

/** A row made ready to be searched: names, specialty, institution and city, accents aside. */
export function searchable(row: HcpRow): FoundRow {
  const { firstName, lastName, specialty, institution = "", city = "" } = row;
  return { row, text: ` ${foldName(`${lastName} ${firstName} ${specialty} ${institution} ${city}`)}` };
}

/** The rows that match every word and filter, sorted. A word matches at the beginning of a word. */
export function found(rows: readonly FoundRow[], filter: HcpFilter, now: Instant): FoundRow[] {
  const words = foldName(filter.q)
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => ` ${word}`);
  const matching = rows.filter(
    ({ row, text }) =>
      words.every((word) => text.includes(word)) &&
      is(filter.specialty, row.specialty) &&
      is(filter.country, row.country) &&
      is(filter.territory, row.territory) &&
      is(filter.sms, row.sms ?? "address") &&
      is(filter.email, row.email ?? "address") &&
      visited(filter.visit, row.lastVisitAt, now),
  );
  return matching.sort(ORDERS[filter.sort]);
}

function is(wanted: string, value: string): boolean {
  return wanted === "" || wanted === value;
}

function visited(wanted: string, lastVisitAt: string | undefined, now: Instant): boolean {
  if (wanted === "") return true;
  if (wanted === "none") return lastVisitAt === undefined;
  const days = wanted === "week" ? 7 : 30;
  return lastVisitAt !== undefined && now - Date.parse(lastVisitAt) < days * DAY;
}

type Order = (a: FoundRow, b: FoundRow) => number;
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byName: Order = (a, b) => byText(a.text, b.text);
const ORDERS: Readonly<Record<Sort, Order>> = {
  name: byName,
  // who was there last comes first, who never was comes last
  visit: (a, b) => byText(b.row.lastVisitAt ?? "", a.row.lastVisitAt ?? "") || byName(a, b),
  place: (a, b) =>
    byText(a.row.country, b.row.country) || byText(a.row.territory, b.row.territory) || byName(a, b),
};

/** Values that occur, sorted, for a list to choose from. */
export function valuesOf(rows: readonly FoundRow[], field: "specialty" | "country" | "territory"): string[] {
  return [...new Set(rows.map(({ row }) => row[field]))].sort((a, b) => a.localeCompare(b, "en"));
}
