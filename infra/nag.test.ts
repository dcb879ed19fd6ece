import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { App, Stack, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it, onTestFinished } from "vitest";
import { stageNamed } from "./config.ts";
import { synthesize } from "./synth.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "invito-nag-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe("acknowledgements", () => {
  const source = readFileSync(resolve(import.meta.dirname, "nag-acknowledgements.ts"), "utf8");

  it("are for these rules and no others", () => {
    const rules = new Set(
      [...source.matchAll(/["'`]((?:APIG|CFR|COG|IAM|L|S|SQS)\d+)(?:\[|["'`])/g)].map(([, rule]) => rule),
    );
    expect([...rules].sort()).toEqual([
      "APIG4",
      "CFR1",
      "CFR2",
      "CFR3",
      "CFR4",
      "COG8",
      "IAM4",
      "IAM5",
      "L1",
      "S1",
      "SQS3",
    ]);
  });

  it("are made in one file", () => {
    const others = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
      .filter(
        (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "nag-acknowledgements.ts",
      )
      .filter((file) => readFileSync(resolve(import.meta.dirname, file), "utf8").includes(".acknowledge({"));
    expect(others).toEqual([]);
  });
});

describe("the AwsSolutions rules", () => {
  it("stop a synthesis that violates one", () => {
    const outdir = temporaryFolder();
    const app = new App({ outdir });
    new Bucket(new Stack(app, "Careless"), "Open");
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow();
    expect(readFileSync(join(outdir, "validation-report.json"), "utf8")).toContain("AwsSolutions-S1");
  });

  it("find nothing open in production, where a certificate of one's own is used", () => {
    const outdir = temporaryFolder();
    expect(synthesize(stageNamed("prod"), outdir).resources).toBeGreaterThan(200);
    const service = readFileSync(join(outdir, "invito-prod-service.template.json"), "utf8");
    expect(service).toContain("TLSv1.2_2021");
    expect(service).not.toContain("CloudFrontDefaultCertificate");
  });
});
