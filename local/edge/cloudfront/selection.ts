/** Picks the query strings, cookies and headers that a policy names. */
import { cookiePairs, type HeaderList } from "../http-message.ts";

export type Selection = "none" | "all" | readonly string[];

/** The chosen `name=value` pairs of a query string, encoded as sent and in their order. */
export function selectQuery(query: string, ...selections: readonly Selection[]): string {
  if (query === "" || selections.includes("all")) return query;
  const names = named(selections);
  return query
    .split("&")
    .filter((pair) => names.has(decodeLeniently(pair.split("=")[0] ?? "")))
    .join("&");
}

/** The chosen cookies as one Cookie header value; empty when there is none. */
export function selectCookies(headers: HeaderList, ...selections: readonly Selection[]): string {
  const all = selections.includes("all");
  const names = named(selections);
  return cookiePairs(headers)
    .filter((pair) => all || names.has(pair.split("=")[0] ?? ""))
    .join("; ");
}

/** The headers with one of these names, whatever their case in the policy. */
export function selectHeaders(headers: HeaderList, names: readonly string[]): HeaderList {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return headers.filter(([name]) => wanted.has(name));
}

function named(selections: readonly Selection[]): ReadonlySet<string> {
  return new Set(selections.flatMap((selection) => (typeof selection === "string" ? [] : selection)));
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
