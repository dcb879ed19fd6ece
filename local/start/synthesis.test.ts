import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holdsStage } from "./synthesis.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "synthesis-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a folder of templates", () => {
  it("is not hosted when the newest synthesis there was of another stage", () => {
    writeFileSync(join(folder, "invito-dev-service.template.json"), "{}");
    writeFileSync(
      join(folder, "manifest.json"),
      JSON.stringify({ artifacts: { "invito-prod-service": {} } }),
    );
    expect(holdsStage(folder, "dev")).toBe(false);
    expect(holdsStage(folder, "prod")).toBe(true);
  });

  it("holds no stage before the first synthesis", () => {
    expect(holdsStage(folder, "dev")).toBe(false);
  });
});
