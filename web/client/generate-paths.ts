import { API_GROUPS } from "../../shared/contracts/index.ts";

/** The text of paths.ts: method and path of every JSON endpoint by name. A test compares it with the file. */
export function pathsModule(): string {
  const lines = API_GROUPS.flatMap((group) => Object.entries(group.endpoints))
    .filter(([, endpoint]) => endpoint.kind === "json")
    .map(([name, endpoint]) => `  ${name}: "${endpoint.method} ${endpoint.path}",`)
    .sort();
  return `/** Method and path of every JSON endpoint. Generated: npm run client-paths */\nexport const PATHS = {\n${lines.join("\n")}\n} as const;\n`;
}
