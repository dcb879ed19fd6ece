const newline = 0x0a;

/**
 * Decides what of a journal file counts. `bytes` is the whole file, `path` only names it in the error. A last line
 * that lacks its newline or is not JSON was torn by a crash before it was acknowledged and does not count;
 * `validBytes` is where it begins. A damaged line before the last one throws.
 */
export function parseLines(bytes: Buffer, path: string): { entries: unknown[]; validBytes: number } {
  const entries: unknown[] = [];
  let start = 0;
  for (let line = 1; start < bytes.length; line += 1) {
    const end = bytes.indexOf(newline, start);
    if (end === -1) break;
    try {
      entries.push(JSON.parse(bytes.toString("utf8", start, end)));
    } catch (cause) {
      if (end === bytes.length - 1) break;
      throw new Error(`${path}: line ${line} is damaged. Remove the data directory to start afresh.`, {
        cause,
      });
    }
    start = end + 1;
  }
  return { entries, validBytes: start };
}
