import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { bundleLambdas, lambdaEntries } from "./bundle/lambda-bundles.ts";
import { DIST } from "./bundle.ts";
import { CDK_DEPLOYMENT, resourcesOf } from "./testing/templates.ts";

const Metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({
      bytes: z.number(),
      inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })),
    }),
  ),
});
const outputs = () =>
  Object.entries(Metafile.parse(JSON.parse(readFileSync(join(DIST, "meta.json"), "utf8"))).outputs)
    .filter(([path]) => path.endsWith(".js"))
    .map(([path, output]) => ({
      entry: path.replace(/^.*dist\/functions\//, "").replace(/\/index\.js$/, ""),
      bytes: output.bytes,
      inputs: Object.entries(output.inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => path),
    }));

/** Called far more often than anything else, and by people's phones. */
const HOT: readonly string[] = ["engagement/beacons"];
/** People wait for these: they have no AWS client but the lean ones. */
const WAITED = /\/(api|page|gate-page|space-page|choices-page|site-page|uploads|viewing)$/;
/** Each with its reason in decision 0016. */
const ALLOWANCES: Readonly<Record<string, number>> = {
  "consent/choices-page": 305_000,
  "messaging/api": 295_000,
  "media/every-5-minutes": 470_000,
  "directory/on-import-uploaded": 470_000,
};

function budgetOf(entry: string): number {
  if (HOT.includes(entry)) return 60_000;
  return ALLOWANCES[entry] ?? (WAITED.test(entry) ? 270_000 : 450_000);
}

describe("bundles", () => {
  it("are deployed exactly once each", async () => {
    const Manifest = z.object({ files: z.record(z.string(), z.unknown()) });
    const assets = readdirSync(inject("assembly"))
      .filter((name) => name.startsWith("invito-dev-") && name.endsWith(".assets.json"))
      .flatMap((name) => {
        const text = readFileSync(join(inject("assembly"), name), "utf8");
        return Object.keys(Manifest.parse(JSON.parse(text)).files);
      });
    const deployed = resourcesOf("AWS::Lambda::Function")
      .filter(({ id }) => !id.startsWith(CDK_DEPLOYMENT))
      .map(({ properties }) =>
        z
          .object({ POWERTOOLS_SERVICE_NAME: z.string() })
          .parse(z.object({ Variables: z.unknown() }).parse(properties.Environment).Variables),
      )
      .map((variables) => variables.POWERTOOLS_SERVICE_NAME);
    expect(deployed.sort()).toEqual(await lambdaEntries());
    expect(new Set(assets).size).toBeGreaterThan(deployed.length);
  });

  it("are one file each, without maps and packages beside it", async () => {
    for (const entry of await lambdaEntries()) {
      expect(readdirSync(join(DIST, "functions", entry)), entry).toEqual(["index.js"]);
    }
  });

  it("hold none of the parts that cost a cold start", () => {
    const banned = [
      /zod\/v4\/locales\/(?!en\.|index\.)/,
      /@aws-lambda-powertools\/tracer/,
      /aws-xray/,
      /electrodb/,
      /@aws-sdk\/(nested-clients|credential-provider-(node|ini|sso|process|web-identity|login|http))\//,
      /aws-cdk-lib/,
    ];
    expect(outputs().length).toBeGreaterThan(10);
    for (const { entry, inputs } of outputs()) {
      for (const pattern of banned)
        expect(
          inputs.find((input) => pattern.test(input)),
          `${entry} ${pattern}`,
        ).toBeUndefined();
    }
  });

  it("load no whole SDK client where people wait (rule 3 of the house)", () => {
    for (const { entry, inputs } of outputs().filter(
      ({ entry: name }) => WAITED.test(name) || HOT.includes(name),
    ))
      expect(
        inputs.find((input) => /@aws-sdk\/client-/.test(input)),
        entry,
      ).toBeUndefined();
  });

  it("stay within their bytes (decision 0016)", () => {
    for (const { entry, bytes } of outputs())
      expect(bytes, `${entry} is too large: node --import tsx infra/bundle.ts --why ${entry}`).toBeLessThan(
        budgetOf(entry),
      );
  });

  it("carry no schema library on the hot path", () => {
    for (const { entry, inputs } of outputs().filter(({ entry: name }) => HOT.includes(name)))
      expect(
        inputs.find((input) => /\/zod\/|powertools/.test(input)),
        entry,
      ).toBeUndefined();
  });

  it("do not depend on when or how often they are made", async () => {
    const [entry = ""] = await lambdaEntries();
    const file = resolve(DIST, "functions", entry, "index.js");
    const before = statSync(file).mtimeMs;
    await bundleLambdas(DIST);
    expect(statSync(file).mtimeMs).toBe(before);
  });
});
