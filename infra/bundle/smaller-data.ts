import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";
import { getCountryCallingCode } from "libphonenumber-js/min";
import { Country } from "../../shared/model/channel.ts";

/** Takes out of bundles the data that no function can ever look at. */
export const smallerData: Plugin = {
  name: "smaller-data",
  setup({ onLoad }) {
    onLoad({ filter: /\/@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) => ({
      contents: withPlainKeys(await readFile(path, "utf8")),
    }));
    // the clients want to know their version, for the user agent
    onLoad({ filter: /\/@aws-sdk\/client-[^/]+\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
    onLoad({ filter: /\/libphonenumber-js\/metadata\.min\.json\.js$/ }, async ({ path }) => {
      const { default: metadata } = (await import(path)) as { default: PhoneMetadata };
      return { contents: `export default ${JSON.stringify(metadataOf(Country.options, metadata))};` };
    });
  },
};

/**
 * Pure: a schema file of the SDK with constants of the same file written out where they are computed keys. The names
 * of schema traits are constants in computed keys, `{ [_hH]: … }`. Computing a key might have an effect, so esbuild
 * keeps the schemas of every operation there is: 66 kB of S3 for the two that a function calls.
 */
export function withPlainKeys(source: string): string {
  const constants = new Map(
    [...source.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name = "", text = ""]) => [name, text]),
  );
  return source.replaceAll(/\[(\w+)\]:/g, (key, name: string) => {
    const text = constants.get(name);
    return text === undefined ? key : `${text}:`;
  });
}

export interface PhoneMetadata {
  readonly version: number;
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>;
  readonly countries: Readonly<Record<string, unknown>>;
  readonly nonGeographic?: Readonly<Record<string, unknown>>;
}

/**
 * Pure: what is known about the numbers of these countries, and of all that share their calling codes. A number of any
 * other country is refused before and after, since only numbers of the country of practice are taken.
 */
export function metadataOf(countries: readonly string[], metadata: PhoneMetadata): PhoneMetadata {
  const codes = new Set(
    countries.map((country) =>
      String(getCountryCallingCode(country as Parameters<typeof getCountryCallingCode>[0])),
    ),
  );
  const kept = Object.entries(metadata.country_calling_codes).filter(([code]) => codes.has(code));
  const neighbours = new Set(kept.flatMap(([, list]) => list));
  return {
    ...metadata,
    country_calling_codes: Object.fromEntries(kept),
    countries: Object.fromEntries(
      Object.entries(metadata.countries).filter(([code]) => neighbours.has(code)),
    ),
    nonGeographic: {},
  };
}
