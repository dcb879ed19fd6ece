import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";

const Template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const Manifest = z.looseObject({
  files: z.record(z.string(), z.looseObject({ source: z.looseObject({ path: z.string() }) })),
});

/** Resources of one template by logical id, to be changed in place. */
export type Resources = z.output<typeof Template>["Resources"];

/**
 * Writes a synthesized assembly whose templates are changed; its bundles stay where they are.
 * @param from folder of the assembly
 * @param to folder that is made for the changed one
 * @param change is called with the stack's name and its resources
 */
export function changedAssembly(
  from: string,
  to: string,
  change: (stack: string, resources: Resources) => void,
): string {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((one) => one.endsWith(".json"))) {
    const text = readFileSync(join(from, name), "utf8");
    const suffix = ".template.json";
    if (name.endsWith(suffix)) {
      const template = Template.parse(JSON.parse(text));
      change(name.slice(0, -suffix.length), template.Resources);
      writeFileSync(join(to, name), JSON.stringify(template));
    } else if (name.endsWith(".assets.json")) {
      const manifest = Manifest.parse(JSON.parse(text));
      for (const { source } of Object.values(manifest.files)) source.path = resolve(from, source.path);
      writeFileSync(join(to, name), JSON.stringify(manifest));
    } else writeFileSync(join(to, name), text);
  }
  return to;
}

/**
 * Cuts the time in which event source mappings gather a batch. A window is the longest wait for a batch to fill, and
 * Lambda may end it earlier at any time, so nothing may depend on its length but costs.
 * @param ids limits the change to logical ids of this form
 * @returns the seconds that were cut, by logical id
 */
export function gatherFor(
  resources: Resources,
  seconds: number,
  ids: RegExp = /^/,
): Readonly<Record<string, number>> {
  const cut: Record<string, number> = {};
  for (const [id, { Type, Properties }] of Object.entries(resources)) {
    const window = Properties?.["MaximumBatchingWindowInSeconds"];
    if (Type !== "AWS::Lambda::EventSourceMapping" || typeof window !== "number" || !ids.test(id)) continue;
    Object.assign(Properties ?? {}, { MaximumBatchingWindowInSeconds: Math.min(window, seconds) });
    cut[id] = window;
  }
  return cut;
}

/**
 * Cuts the time for which the edge keeps what it fetched. An edge may forget at any time, so nothing may depend on its
 * memory but costs; that a withdrawn film ends with it is what a journey waits for.
 */
export function keepAtEdgeFor(resources: Resources, seconds: number): void {
  const Policy = z.looseObject({ MaxTTL: z.number(), DefaultTTL: z.number() });
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type !== "AWS::CloudFront::CachePolicy" || Properties === undefined) continue;
    const config = Policy.parse(Properties["CachePolicyConfig"]);
    Properties["CachePolicyConfig"] = {
      ...config,
      MaxTTL: Math.min(config.MaxTTL, seconds),
      DefaultTTL: Math.min(config.DefaultTTL, seconds),
    };
  }
}

/** What journeys run on: as synthesized, but nobody waits for a batch to fill or for the edge to forget. */
export function withoutWaits(resources: Resources): void {
  gatherFor(resources, 1);
  keepAtEdgeFor(resources, 2);
}
