import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { JobRecord } from "./job-record.ts";

/** The jobs, one small file each; `save` resolves when the change survives kill -9. */
export interface JobJournal {
  all(): readonly JobRecord[];
  find(id: string): JobRecord | undefined;
  save(job: JobRecord): Promise<void>;
}

export async function openJobJournal(folder: string): Promise<JobJournal> {
  await mkdir(folder, { recursive: true });
  const jobs = new Map<string, JobRecord>();
  let turn: Promise<void> = Promise.resolve();
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".json")) await rm(join(folder, name), { force: true });
    else {
      const job: JobRecord = JSON.parse(await readFile(join(folder, name), "utf8"));
      jobs.set(job.id, job);
    }
  }

  async function write(job: JobRecord): Promise<void> {
    const file = join(folder, `${job.id}.json`);
    const handle = await open(`${file}.new`, "w");
    try {
      await handle.writeFile(JSON.stringify(job));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
    if (process.platform === "win32") return;
    const parent = await open(folder, "r");
    await parent.sync().finally(() => parent.close());
  }

  return {
    all: () => [...jobs.values()],
    find: (id) => jobs.get(id),
    save(job) {
      jobs.set(job.id, job);
      // One after the other: two saves of a job must not overtake each other.
      turn = turn.catch(() => undefined).then(() => write(job));
      return turn;
    },
  };
}
