import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * `npm run complete-lock`: adds to package-lock.json the optional packages of other platforms that `npm install` leaves
 * out when the registry at hand does not have them. Without them `npm ci` refuses to install on any machine; with them
 * npm skips what does not fit the platform before it fetches anything.
 */
interface Entry {
  readonly dev?: boolean;
  readonly license?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Lock {
  packages: Record<string, Entry & Record<string, unknown>>;
}

const SYSTEMS = ["android", "darwin", "freebsd", "openharmony", "win32", "linux"] as const;
const PROCESSORS = ["arm64", "x64", "ia32", "ppc64", "riscv64", "s390x", "arm"] as const;

/** Optional packages that the lock names without holding them: name → version and who names it. */
export function missingOptionals(lock: Lock): Map<string, { readonly version: string; readonly by: Entry }> {
  const missing = new Map<string, { version: string; by: Entry }>();
  for (const entry of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const held = Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`));
      if (!held) missing.set(name, { version, by: entry });
    }
  }
  return missing;
}

/** The lock with entries for the missing ones whose names tell their platform; the others are returned as names. */
export function completed(lock: Lock): { readonly lock: Lock; readonly unknown: readonly string[] } {
  const packages = { ...lock.packages };
  const unknown: string[] = [];
  for (const [name, { version, by }] of missingOptionals(lock)) {
    const words = name.split("/").at(-1)?.split("-") ?? [];
    const os = SYSTEMS.find((one) => words.includes(one));
    const cpu = PROCESSORS.find((one) => words.includes(one));
    if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
      unknown.push(name);
      continue;
    }
    const musl = words.includes("musl") || words.includes("musleabihf");
    const libc =
      os === "linux" && musl
        ? ["musl"]
        : os === "linux" && words.some((word) => word.startsWith("gnu"))
          ? ["glibc"]
          : undefined;
    packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(by.dev === true ? { dev: true } : {}),
      ...(libc === undefined ? {} : { libc }),
      ...(by.license === undefined ? {} : { license: by.license }),
      optional: true,
      os: [os],
    };
  }
  const { "": root, ...rest } = packages;
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    lock: {
      ...lock,
      packages: { ...(root === undefined ? {} : { "": root }), ...Object.fromEntries(sorted) },
    },
    unknown,
  };
}

if (process.argv[1] === import.meta.filename) {
  const file = resolve(import.meta.dirname, "../package-lock.json");
  const { lock, unknown } = completed(JSON.parse(readFileSync(file, "utf8")) as Lock);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  if (unknown.length > 0) console.error(`their platform is not in the name: ${unknown.join(", ")}`);
}
