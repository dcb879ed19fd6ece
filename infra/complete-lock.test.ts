import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { completed, missingOptionals } from "./complete-lock.ts";

describe("the lock file", () => {
  it("holds every optional package that it names, so that npm ci installs on every platform (npm run complete-lock)", () => {
    const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, "../package-lock.json"), "utf8"));
    expect([...missingOptionals(lock).keys()]).toEqual([]);
  });

  it("is completed from the platform in a package's name", () => {
    const lock = {
      packages: {
        "": {},
        "node_modules/tool": {
          dev: true,
          optionalDependencies: {
            "@tool/linux-x64-musl": "1.0.0",
            "@tool/darwin-arm64": "1.0.0",
            odd: "1.0.0",
          },
        },
      },
    };
    const result = completed(lock);
    expect(result.unknown).toEqual(["odd"]);
    expect(result.lock.packages["node_modules/@tool/linux-x64-musl"]).toEqual({
      version: "1.0.0",
      cpu: ["x64"],
      dev: true,
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    });
    expect(result.lock.packages["node_modules/@tool/darwin-arm64"]).toMatchObject({
      os: ["darwin"],
      cpu: ["arm64"],
    });
  });
});
