import { describe, expect, it } from "vitest";
import { missingParts, type SendDeps, type Standing, sendParts } from "./send-parts.ts";

const FILE = new Blob(["aaaabbbbccccdd"]);
const NEW: Standing = { bytes: 14, partBytes: 4, arrived: [] };

function world(trouble: (part: number, tries: number) => "lost" | "refused" | undefined = () => undefined) {
  const arrived = new Map<number, string>();
  const tries = new Map<number, number>();
  const rests: number[] = [];
  const sums: number[] = [];
  const waits: boolean[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const deps: SendDeps = {
    sign: async ({ number }) => String(number),
    put: async (address, bytes, onSent) => {
      const part = Number(address);
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      tries.set(part, (tries.get(part) ?? 0) + 1);
      onSent(1);
      await Promise.resolve();
      atOnce--;
      const what = trouble(part, tries.get(part) ?? 0);
      if (what !== undefined) throw new Error(what);
      arrived.set(part, await bytes.text());
    },
    rest: async (count) => void rests.push(count),
    mayPass: (error) => error instanceof Error && error.message === "lost",
  };
  const hear = { onSent: (sum: number) => sums.push(sum), onWait: (waiting: boolean) => waits.push(waiting) };
  return { deps, hear, arrived, rests, sums, waits, most: () => mostAtOnce };
}

describe("sending a file in parts", () => {
  it("sends every part once, three at a time, and tells how much is there", async () => {
    const { deps, hear, arrived, sums, most } = world();
    await sendParts(FILE, NEW, deps, hear, new AbortController().signal);
    expect([...arrived].sort(([a], [b]) => a - b).map(([, text]) => text)).toEqual([
      "aaaa",
      "bbbb",
      "cccc",
      "dd",
    ]);
    expect([sums[0], sums.at(-1), most()]).toEqual([0, 14, 3]);
  });

  it("goes on with what is missing, also when a part arrived with other bytes", async () => {
    const standing = {
      ...NEW,
      arrived: [
        { number: 1, bytes: 4 },
        { number: 2, bytes: 3 },
      ],
    };
    expect(missingParts(standing).map(({ number }) => number)).toEqual([2, 3, 4]);
    const { deps, hear, arrived, sums } = world();
    await sendParts(FILE, standing, deps, hear, new AbortController().signal);
    expect([...arrived.keys()].sort()).toEqual([2, 3, 4]);
    expect([sums[0], sums.at(-1)]).toEqual([4, 14]);
  });

  it("sends again after the line was lost, resting longer each time, and counts nothing twice", async () => {
    const { deps, hear, arrived, rests, sums, waits } = world((part, tries) =>
      part === 2 && tries < 3 ? "lost" : undefined,
    );
    await sendParts(FILE, NEW, deps, hear, new AbortController().signal);
    expect([arrived.size, rests, sums.at(-1)]).toEqual([4, [1, 2], 14]);
    expect([waits.includes(true), waits.at(-1)]).toEqual([true, false]);
    expect(Math.max(...sums)).toBeLessThanOrEqual(14);
  });

  it("gives up at once where another try cannot help", async () => {
    const { deps, hear, rests } = world((part) => (part === 1 ? "refused" : undefined));
    await expect(sendParts(FILE, NEW, deps, hear, new AbortController().signal)).rejects.toThrow("refused");
    expect(rests).toEqual([]);
  });

  it("stops when it is paused", async () => {
    const pause = new AbortController();
    const { deps, hear, arrived } = world();
    pause.abort(new Error("paused"));
    await expect(sendParts(FILE, NEW, deps, hear, pause.signal)).rejects.toThrow("paused");
    expect(arrived.size).toBe(0);
  });
});
