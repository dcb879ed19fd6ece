import { readdirSync, readFileSync } from "node:fs";
import { posix, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "../shared/capabilities.ts";
import { boundaryProblem, importsOf } from "./import-boundaries.ts";

const ROOT = resolve(import.meta.dirname, "..");
const AREAS = ["shared", "functions", "infra", "web", "local", "test"];

function sourceFiles(): string[] {
  return AREAS.flatMap((area) =>
    readdirSync(resolve(ROOT, area), { recursive: true, encoding: "utf8" })
      .map((file) => `${area}/${file.replaceAll("\\", "/")}`)
      .filter((file) => /\.(ts|tsx|mts)$/.test(file) && !file.includes("node_modules")),
  );
}

/** Repository path of a relative specifier; packages by their name. */
function targetOf(file: string, specifier: string): string {
  return specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : specifier;
}

describe("who may import whom", () => {
  it("holds for every source file", () => {
    const files = sourceFiles();
    const imports = files.flatMap((file) =>
      importsOf(readFileSync(resolve(ROOT, file), "utf8")).map((found) => ({
        file,
        target: targetOf(file, found.specifier),
        typeOnly: found.typeOnly,
      })),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(500);
    expect(
      imports
        .map(({ file, ...found }) => boundaryProblem(file, found))
        .filter((problem) => problem !== undefined),
    ).toEqual([]);
  });

  it.each([
    ["shared/names.ts", "zod"],
    ["shared/model/ids.ts", "shared/contracts/errors.ts"],
    ["shared/contracts/media.ts", "node:crypto"],
    ["shared/contracts/media.ts", "functions/media/facts.ts"],
    ["functions/spaces/store.ts", "functions/content/store.ts"],
    ["functions/runtime/http.ts", "functions/directory/facts.ts"],
    ["functions/media/intake.ts", "infra/config.ts"],
    ["functions/media/intake.ts", "web/spaces/page.tsx"],
    ["functions/media/api.ts", "functions/media/uploads.lambda.ts"],
    ["infra/capabilities/media.ts", "functions/media/api.lambda.ts"],
    ["infra/capabilities/media.ts", "functions/media/encoding-plan.ts"],
    ["web/client/client.ts", "shared/contracts/media.ts"],
    ["web/reps/src/features/media/list.tsx", "web/reps/src/features/consent/form.tsx"],
    ["web/reps/src/app/router.tsx", "shared/contracts/media.ts"],
    ["web/reps/src/ui/data-table.tsx", "web/reps/src/features/media/list.tsx"],
    ["web/reps/src/ui/data-table.tsx", "web/reps/src/app/api.tsx"],
    ["web/reps/src/features/media/list.tsx", "web/spaces/space.tsx"],
    ["web/spaces/space.tsx", "shared/contracts/spaces.ts"],
    ["web/spaces/space.tsx", "functions/spaces/space-page.ts"],
    ["local/main.ts", "functions/media/api.ts"],
    ["local/main.ts", "infra/config.ts"],
    ["functions/media/api.ts", "local/plan/plan.ts"],
    ["functions/media/api.ts", "test/engine/tables.ts"],
    ["functions/messaging/hand-off.ts", "functions/messaging/world.fixture.ts"],
    ["web/client/client.ts", "web/client/generate-paths.ts"],
  ])("refuses that %s imports %s", (file, target) => {
    expect(boundaryProblem(file, { target, typeOnly: false })).toContain(target);
  });

  it.each([
    ["functions/spaces/arrange.ts", "functions/content/facts.ts", false],
    ["functions/spaces/arrange.ts", "functions/content/conditions.ts", false],
    ["functions/spaces/arrange.ts", "functions/runtime/transaction.ts", false],
    ["functions/spaces/space-page.ts", "web/spaces/space.tsx", false],
    ["web/spaces/attention/beacon-queue.ts", "shared/contracts/engagement.ts", true],
    ["web/client/client.ts", "shared/contracts/media.ts", true],
    ["web/reps/src/features/media/list.tsx", "web/reps/src/ui/data-table.tsx", false],
    ["web/reps/src/features/media/list.tsx", "web/reps/src/app/api.tsx", false],
    ["web/reps/src/app/screens.ts", "web/reps/src/features/media/list.tsx", false],
    ["web/reps/src/features/media/list.tsx", "shared/model/time.ts", false],
    ["functions/media/store.test.ts", "test/engine/tables.ts", false],
    ["functions/messaging/world.fixture.ts", "functions/consent/append.ts", false],
  ])("allows that %s imports %s", (file, target, typeOnly) => {
    expect(boundaryProblem(file, { target, typeOnly })).toBeUndefined();
  });

  it("reads every form of an import", () => {
    const source = [
      'import a from "a";',
      'import type { B } from "./b.ts";',
      "import {",
      "  c,",
      "  type D,",
      '} from "./c.ts";',
      'export * from "./e.ts";',
      'import "f";',
      'const g = await import("./g.ts");',
    ].join("\n");
    expect(
      importsOf(source).map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? " type" : ""}`),
    ).toEqual(["a", "./b.ts type", "./c.ts", "./e.ts", "f", "./g.ts"]);
  });
});

describe("a capability has one name on every floor", () => {
  const known: readonly string[] = CAPABILITIES;
  const folders = (path: string) =>
    readdirSync(resolve(ROOT, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);

  it("in functions", () => {
    expect(folders("functions").filter((name) => name !== "runtime" && !known.includes(name))).toEqual([]);
  });

  it("in the rep's app", () => {
    expect(folders("web/reps/src/features").filter((name) => !known.includes(name))).toEqual([]);
  });

  it("in infra/capabilities and shared/contracts", () => {
    const files = (path: string) =>
      readdirSync(resolve(ROOT, path)).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    const sharedByAll = ["endpoint.ts", "errors.ts", "event.ts", "index.ts"];
    const names = [
      ...files("infra/capabilities"),
      ...files("shared/contracts").filter((file) => !sharedByAll.includes(file)),
    ];
    expect(names.length).toBeGreaterThan(10);
    expect(names.map((file) => file.replace(/\.ts$/, "")).filter((name) => !known.includes(name))).toEqual(
      [],
    );
  });
});
