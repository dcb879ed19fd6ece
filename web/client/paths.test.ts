import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { API_GROUPS } from "../../shared/contracts/index.ts";
import { pathsModule } from "./generate-paths.ts";

it("the client's path table is what the endpoint objects say (npm run client-paths)", () => {
  expect(readFileSync(resolve(import.meta.dirname, "paths.ts"), "utf8")).toBe(pathsModule());
});

it("no two endpoints share a name, so that a name is enough to call one", () => {
  const names = API_GROUPS.flatMap((group) => Object.keys(group.endpoints));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
