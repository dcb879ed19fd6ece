/** One import of a source file; paths are relative to the repository, packages are names. */
export interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

/** The doors of a capability: reads and ready-made conditions. */
const DOORS = /^functions\/[^/]+\/(facts|conditions)\.ts$/;

/** Tests and the fixtures beside them: they may look everywhere. */
const TEST_CODE = /\.(test|fixture)\.(ts|tsx|mjs)$|^test\//;
/** Scripts that write the client's table of paths. */
const BUILD_SCRIPT = /^web\/client\/(generate|write)-paths\.ts$/;

const isPackage = (target: string) => !/^(shared|functions|infra|web|local|test)\//.test(target);
const packageIn = (target: string, ...names: string[]) => isPackage(target) && names.includes(target);

/**
 * Says what is wrong with an import, or undefined when it is allowed ("Who may import whom" of the architecture).
 * Pure, so that the rules themselves are tested with planted violations. Tests may import anything.
 */
export function boundaryProblem(file: string, { target, typeOnly }: Import): string | undefined {
  const say = (rule: string) => `${file} imports ${target}: ${rule}`;
  if (TEST_CODE.test(file) || BUILD_SCRIPT.test(file)) return undefined;
  if (TEST_CODE.test(target)) return say("tests and their fixtures are imported by tests only");
  if (BUILD_SCRIPT.test(target)) return say("a script of the build is not part of the product");
  if (target.startsWith("local/") && !file.startsWith("local/")) return say("nobody imports local");
  if (target.endsWith(".lambda.ts")) return say("entry points are imported by the bundler only");

  const [area = "", room = ""] = file.split("/");
  switch (area) {
    case "shared":
      return sharedProblem(file, target, say);
    case "functions":
      return functionProblem(room, target, typeOnly, say);
    case "infra":
      if (/^(functions|web)\//.test(target)) return say("infra reads shared, and function code by path only");
      return undefined;
    case "web":
      return webProblem(room, file, target, typeOnly, say);
    case "local":
      if (/^(functions|infra|web)\//.test(target))
        return say("local hosts what was synthesized; it imports shared only");
      return undefined;
    default:
      return undefined;
  }
}

type Say = (rule: string) => string;

function sharedProblem(file: string, target: string, say: Say): string | undefined {
  if (/^shared\/[^/]+$/.test(file)) return say("names and capabilities import nothing");
  if (packageIn(target, "zod")) return undefined;
  if (isPackage(target)) return say("shared imports zod only, so that it runs anywhere");
  if (file.startsWith("shared/model/") && !target.startsWith("shared/model/"))
    return say("the model imports the model");
  return target.startsWith("shared/") ? undefined : say("shared imports shared");
}

function functionProblem(
  capability: string,
  target: string,
  typeOnly: boolean,
  say: Say,
): string | undefined {
  if (isPackage(target) || target.startsWith("shared/") || target.startsWith("functions/runtime/"))
    return undefined;
  if (target.startsWith(`functions/${capability}/`)) return undefined;
  if (target.startsWith("functions/")) {
    if (capability === "runtime") return say("the runtime knows no capability");
    return DOORS.test(target) || typeOnly
      ? undefined
      : say("of another capability only facts.ts and conditions.ts");
  }
  // Pages of the HCP site are rendered on the server from these views.
  if (
    /^web\/spaces\/[^/]+(\/[^/]+)*\.tsx?$/.test(target) &&
    ["spaces", "consent", "inbound"].includes(capability)
  )
    return undefined;
  return say("functions import shared, the runtime and doors");
}

function webProblem(
  room: string,
  file: string,
  target: string,
  typeOnly: boolean,
  say: Say,
): string | undefined {
  if (isPackage(target)) return undefined;
  if (room === "client") {
    if (target.startsWith("web/client/")) return undefined;
    return target.startsWith("shared/") && typeOnly ? undefined : say("the client imports types of shared");
  }
  if (room === "reps") {
    const own = /^web\/reps\/src\/features\/([^/]+)\//.exec(file)?.[1];
    const other = /^web\/reps\/src\/features\/([^/]+)\//.exec(target)?.[1];
    if (own !== undefined && other !== undefined && own !== other)
      return say("a feature imports no other feature");
    if (file.startsWith("web/reps/src/ui/") && /^web\/reps\/src\/(app|features)\//.test(target))
      return say("ui knows no endpoint and no feature");
    if (/^(web\/reps|web\/client|shared\/model)\//.test(target)) return undefined;
    return target.startsWith("shared/") && typeOnly
      ? undefined
      : say("the app imports the client and shared/model");
  }
  if (target.startsWith("web/spaces/")) return undefined;
  return target.startsWith("shared/") && typeOnly
    ? undefined
    : say("HCP pages import types of shared and their own files");
}

const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s*)?["']([^"'\n]+)["']/g;
const DYNAMIC = /\bimport\(\s*["']([^"'\n]+)["']\s*\)/g;

/** Reads the imports of a source text: static, re-exporting and dynamic ones, as written. */
export function importsOf(source: string): { readonly specifier: string; readonly typeOnly: boolean }[] {
  const found: { specifier: string; typeOnly: boolean }[] = [];
  for (const [, type, specifier] of source.matchAll(STATEMENT)) {
    if (specifier !== undefined) found.push({ specifier, typeOnly: type !== undefined });
  }
  for (const [, specifier] of source.matchAll(DYNAMIC)) {
    if (specifier !== undefined) found.push({ specifier, typeOnly: false });
  }
  return found;
}
