/** Which route of an HTTP API a request takes. */

export interface RouteMatch<Route> {
  readonly route: Route;
  /** Decoded path parameters by name. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** How specific a path segment is: a literal beats `{name}`, which beats `{name+}`. */
const LITERAL = 0;
const PARAMETER = 1;
const GREEDY = 2;

/**
 * Chooses as API Gateway does: full match, then path parameters, then a greedy parameter, then `$default`; of equal
 * paths the route with the method beats `ANY`. `path` is percent-encoded: segments are cut before they are decoded, so
 * that an encoded slash stays inside its parameter. Case-sensitive; a trailing slash counts.
 */
export function matchRoute<Route extends { readonly routeKey: string }>(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch<Route> | undefined {
  const candidates: { match: RouteMatch<Route>; rank: readonly number[] }[] = [];
  for (const route of routes) {
    if (route.routeKey === "$default") {
      candidates.push({ match: { route, pathParameters: {} }, rank: [Number.POSITIVE_INFINITY] });
      continue;
    }
    const [routeMethod = "", pattern = ""] = route.routeKey.split(" ");
    if (routeMethod !== method && routeMethod !== "ANY") continue;
    const found = matchPath(pattern, path);
    if (!found) continue;
    candidates.push({
      match: { route, pathParameters: found.parameters },
      rank: [...found.rank, routeMethod === "ANY" ? 1 : 0],
    });
  }
  candidates.sort((left, right) => compareRanks(left.rank, right.rank));
  return candidates[0]?.match;
}

/** The part of a function's permission that names the route: method and path with `*` for parameters. */
export function routeArnSuffix(routeKey: string): string {
  if (routeKey === "$default") return "$default";
  const [method = "", pattern = ""] = routeKey.split(" ");
  return `${method === "ANY" ? "*" : method}${pattern}`;
}

function matchPath(
  pattern: string,
  path: string,
): { parameters: Record<string, string>; rank: number[] } | undefined {
  const wanted = pattern.split("/").slice(1);
  const given = path.split("/").slice(1).map(decodeLeniently);
  const parameters: Record<string, string> = {};
  const rank: number[] = [];
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{([^}+]+)(\+)?\}$/.exec(segment);
    const value = given[index];
    if (value === undefined) return undefined;
    if (name?.[2]) {
      const rest = given.slice(index).join("/");
      if (rest === "") return undefined;
      parameters[name[1] ?? ""] = rest;
      return { parameters, rank: [...rank, GREEDY] };
    }
    if (name) {
      if (value === "") return undefined;
      parameters[name[1] ?? ""] = value;
      rank.push(PARAMETER);
    } else if (segment === value) rank.push(LITERAL);
    else return undefined;
  }
  return wanted.length === given.length ? { parameters, rank } : undefined;
}

function compareRanks(left: readonly number[], right: readonly number[]): number {
  const greedy = Number(left.includes(GREEDY)) - Number(right.includes(GREEDY));
  if (greedy !== 0 && left[0] !== Number.POSITIVE_INFINITY && right[0] !== Number.POSITIVE_INFINITY)
    return greedy;
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function decodeLeniently(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
