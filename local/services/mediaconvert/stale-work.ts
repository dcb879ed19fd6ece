import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { pidFileIn } from "./run-ffmpeg.ts";

const run = promisify(execFile);

/** The command line of a process, or "" when there is none: a pid may have been given to another program since. */
async function commandOf(pid: number): Promise<string> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const [program, ...args] =
    process.platform === "win32"
      ? [
          "powershell",
          "-NoProfile",
          "-Command",
          `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`,
        ]
      : ["ps", "-ww", "-o", "command=", "-p", String(pid)];
  return run(program, args).then(
    ({ stdout }) => stdout,
    () => "",
  );
}

/** Ends what an earlier run that was killed left working in `folder`, and empties it. */
export async function clearStaleWork(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const work = join(folder, name);
    const pid = Number(await readFile(pidFileIn(work), "utf8").catch(() => ""));
    // Only a process that names this very folder is ours.
    if (pid > 0 && (await commandOf(pid)).includes(work)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended by itself in between.
      }
    }
    await rm(work, { recursive: true, force: true });
  }
}
