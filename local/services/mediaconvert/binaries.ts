import { createRequire } from "node:module";
import { arch, platform } from "node:os";

/** Absolute paths of the two programs that do the work. */
export interface Binaries {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

/** The binary of an installer package. @throws Error that names the package for this platform. */
function locate(load: (name: string) => unknown, wrapper: string): string {
  try {
    const loaded = load(wrapper);
    if (typeof loaded === "object" && loaded !== null && "path" in loaded && typeof loaded.path === "string")
      return loaded.path;
  } catch {
    // The wrappers throw strings of their own; the message below says what to do.
  }
  const scope = wrapper.split("/")[0];
  throw new Error(
    `MediaConvert needs ${wrapper} for ${platform()}-${arch()}: the optional package ${scope}/${platform()}-${arch()} is not installed. ` +
      "Run npm ci without --omit=optional, on a platform that package exists for.",
  );
}

/** Finds ffmpeg and ffprobe as npm installed them; `load` is `require`. */
export function findBinaries(load: (name: string) => unknown = createRequire(import.meta.url)): Binaries {
  return {
    ffmpeg: locate(load, "@ffmpeg-installer/ffmpeg"),
    ffprobe: locate(load, "@ffprobe-installer/ffprobe"),
  };
}
