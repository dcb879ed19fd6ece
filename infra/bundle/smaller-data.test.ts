import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";
import { parsePhoneNumberFromString as parseWith } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/metadata.min.json" with { type: "json" };
import { getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Country } from "../../shared/model/channel.ts";
import { leaveOut } from "./left-out.ts";
import { metadataOf, type PhoneMetadata, smallerData, withPlainKeys } from "./smaller-data.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const CLIENTS = ["s3", "sesv2", "pinpoint", "pinpoint-sms-voice-v2", "mediaconvert", "eventbridge", "sqs"];
const schemaFile = (client: string) =>
  join(ROOT, `node_modules/@aws-sdk/client-${client}/dist-es/schemas/schemas_0.js`);

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "smaller-data-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Bundles with or without the plugins and imports the result. */
async function imported(
  contents: string,
  name: string,
  plugins: Parameters<typeof build>[0]["plugins"] = [],
) {
  const outfile = join(dir, `${name}.mjs`);
  await build({
    stdin: { contents, resolveDir: ROOT },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    plugins,
  });
  return (await import(pathToFileURL(outfile).href)) as Record<string, unknown>;
}

describe("schemas of SDK clients in bundles", () => {
  it("say the same with their trait names written out", async () => {
    for (const client of CLIENTS) {
      const contents = `export * from ${JSON.stringify(schemaFile(client))};`;
      const before = await imported(contents, `${client}-before`);
      const after = await imported(contents, `${client}-after`, [smallerData]);
      const text = (module: object) =>
        JSON.stringify(module, (_key, value) => (typeof value === "function" ? "a function" : value));
      expect(Object.keys(after)).toEqual(Object.keys(before));
      expect(text(after), client).toBe(text(before));
    }
  });

  it("have no computed trait names left, so that unused ones can go", async () => {
    for (const client of CLIENTS)
      expect(withPlainKeys(await readFile(schemaFile(client), "utf8")), client).not.toMatch(/\{ ?\[_\w+\]:/);
  });

  it("leave keys alone that are not constants of the same file", () => {
    const source = 'const _a = "x";\nlet b = 1;\nexport var S = [{ [_a]: 1, [b]: 2, [c]: 3 }, list[_a]];';
    expect(withPlainKeys(source)).toContain('[{ "x": 1, [b]: 2, [c]: 3 }, list[_a]]');
  });
});

describe("phone metadata in bundles", () => {
  const small = metadataOf(Country.options, metadata as unknown as PhoneMetadata);

  it("judges numbers of the countries of practice as the whole metadata does, and knows no others", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789 ()-"), minLength: 4, maxLength: 16 });
    const prefix = fc.constantFrom(
      "",
      "+",
      "00",
      "011",
      "+1",
      "+44",
      "+49",
      "+33",
      "+353",
      "+41",
      "0",
      "07",
      "01",
    );
    fc.assert(
      fc.property(prefix, digits, fc.constantFrom(...Country.options), (start, rest, country) => {
        const whole = parsePhoneNumberFromString(start + rest, country);
        const reduced = parseWith(start + rest, country, small as never);
        const own = getCountryCallingCode(country);
        const facts = (number: typeof whole) =>
          number?.countryCallingCode !== own
            ? "not of the country"
            : [number.number, number.nationalNumber, number.isPossible(), number.ext];
        expect(facts(reduced)).toEqual(facts(whole));
      }),
      { numRuns: 3000 },
    );
  });

  it("is an eighth of the whole", () => {
    expect(JSON.stringify(small).length).toBeLessThan(JSON.stringify(metadata).length / 7);
  });
});

describe("parts that are left out of bundles", () => {
  it("throw and name the file that left them out when somebody needs them after all", async () => {
    const { schema } = await imported(
      'import * as z from "zod"; export const schema = () => z.toJSONSchema(z.string());',
      "json-schema",
      [leaveOut],
    );
    expect(schema).toThrow(/infra\/bundle\/left-out\.ts.*OpenAPI/);
  });

  it("do not change what a schema accepts, refuses and says", async () => {
    const contents = `
      import * as z from "zod";
      const schema = z.object({ id: z.string().min(3).regex(/^a/), n: z.int().min(1).optional(), list: z.array(z.email()) });
      export const answers = [{ id: "abc", list: [] }, { id: "b", n: 0, list: ["x"] }, 7].map((value) => schema.safeParse(value));`;
    const before = await imported(contents, "zod-before");
    const after = await imported(contents, "zod-after", [leaveOut]);
    expect(JSON.stringify(after)).toBe(JSON.stringify(before));
    expect(JSON.stringify(before)).toContain("invalid_format");
  });

  it("let an S3 client be made", async () => {
    const contents =
      'import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3"; export const made = new S3Client({}) && GetObjectCommand;';
    expect((await imported(contents, "s3-client", [leaveOut, smallerData])).made).toBeTypeOf("function");
  });
});
