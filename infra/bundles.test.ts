import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { bundleLambdas, lambdaEntries } from "./bundle/lambda-bundles.ts";
import { DIST } from "./bundle.ts";
import { CDK_DEPLOYMENT, resourcesOf } from "./testing/templates.ts";

const Metafile = z.object({
  outputs: z.record(z.string(), z.object({ bytes: z.number(), inputs: z.record(z.string(), z.unknown()) })),
});
const outputs = () =>
  Object.entries(Metafile.parse(JSON.parse(readFileSync(join(DIST, "meta.json"), "utf8"))).outputs)
    .filter(([path]) => path.endsWith(".js"))
    .map(([path, output]) => ({
      entry: path.replace(/^.*dist\/functions\//, "").replace(/\/index\.js$/, ""),
      bytes: output.bytes,
      inputs: Object.keys(output.inputs),
    }));

describe("bundles", () => {
  it("are deployed exactly once each", async () => {
    const assets = z
      .object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })) })
      .parse(
        JSON.parse(readFileSync(join(inject("assembly"), "invito-dev-service.assets.json"), "utf8")),
      ).files;
    const deployed = resourcesOf("AWS::Lambda::Function")
      .filter(({ id }) => !id.startsWith(CDK_DEPLOYMENT))
      .map(({ properties }) =>
        z
          .object({ POWERTOOLS_SERVICE_NAME: z.string() })
          .parse(z.object({ Variables: z.unknown() }).parse(properties.Environment).Variables),
      )
      .map((variables) => variables.POWERTOOLS_SERVICE_NAME);
    expect(deployed.sort()).toEqual(await lambdaEntries());
    expect(Object.keys(assets).length).toBeGreaterThan(deployed.length);
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

  it("load the DynamoDB client and no other data client where people wait for an API (rule 3 of the house)", () => {
    const others = /@aws-sdk\/client-(s3|sesv2|mediaconvert|pinpoint|eventbridge|sqs)\//;
    for (const { entry, inputs } of outputs().filter(({ entry: name }) =>
      /\/(api|page|gate-page|space-page|beacons)$/.test(name),
    )) {
      expect(
        inputs.find((input) => others.test(input)),
        entry,
      ).toBeUndefined();
    }
  });

  it("stay within their bytes: 410 kB where people wait, 700 kB behind queues and events", () => {
    for (const { entry, bytes } of outputs()) {
      const waited = /\/(api|page|gate-page|space-page|beacons|uploads)$/.test(entry);
      expect(bytes, entry).toBeLessThan(waited ? 410_000 : 700_000);
    }
  });

  it("do not depend on when or how often they are made", async () => {
    const [entry = ""] = await lambdaEntries();
    const file = resolve(DIST, "functions", entry, "index.js");
    const before = statSync(file).mtimeMs;
    await bundleLambdas(DIST);
    expect(statSync(file).mtimeMs).toBe(before);
  });
});
