import { createRequire } from "node:module";

/** The platforms for which a binary is published; each is an optional dependency of this project. */
export const DYNOXIDE_PLATFORMS = [
  "darwin-arm64",
  "darwin-x64",
  "linux-arm64",
  "linux-x64",
  "win32-x64",
] as const;

/**
 * Path of the DynamoDB engine for a platform such as `linux-x64`.
 * @throws naming the way out when there is no binary for this machine
 */
export function dynoxideBinary(platform = `${process.platform}-${process.arch}`): string {
  const file = platform.startsWith("win32") ? "dynoxide.exe" : "dynoxide";
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}/${file}`);
  } catch (cause) {
    throw new Error(
      `There is no DynamoDB engine for ${platform} in node_modules (@dynoxide/${platform}; published are ${DYNOXIDE_PLATFORMS.join(", ")}). ` +
        "Run npm ci on this machine, or set DYNAMODB_ENDPOINT to a DynamoDB emulator that already runs, such as http://127.0.0.1:8000.",
      { cause },
    );
  }
}
