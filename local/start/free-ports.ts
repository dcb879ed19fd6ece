import { createServer } from "node:net";

/**
 * The three ports of a house. With 0, three neighbouring free ones are found.
 * @throws Error naming the port that another program holds, or that this user may not open
 */
export async function housePorts(
  wanted: number,
): Promise<{ readonly app: number; readonly hcp: number; readonly aws: number }> {
  if (wanted !== 0) {
    for (const port of [wanted, wanted + 1, wanted + 2]) {
      const refusal = await refusalOf(port);
      if (refusal === "EACCES")
        throw new Error(`this user may not open port ${port}; choose another: PORT=4000 npm start`);
      if (refusal !== undefined) {
        throw new Error(
          `port ${port} is in use; stop the other program or choose another: PORT=${wanted + 100} npm start`,
        );
      }
    }
    return { app: wanted, hcp: wanted + 1, aws: wanted + 2 };
  }
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await Promise.all([base, base + 1, base + 2].map(refusalOf));
    if (free.every((refusal) => refusal === undefined)) return { app: base, hcp: base + 1, aws: base + 2 };
  }
}

/** Code of the error that opening the port gives; undefined when it is free. */
function refusalOf(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(undefined)));
  });
}
