import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Beacon } from "../../../shared/contracts/engagement.ts";
import { BeaconQueue, firstNumber } from "./beacon-queue.ts";

const event = { versionId: "ver_01JD0000000000000000000001", kind: 3, a: 0, b: 0, r: 100 } as const;

/** A line that answers with this status, and what was sent over it. */
function line(status: number) {
  const sent: number[] = [];
  const send = async ({ seq }: Beacon) => {
    sent.push(seq);
    return status;
  };
  return { sent, send };
}

describe("the queue of beacons", () => {
  it("sends all that waits at once when the page is left, although nothing is answered", () => {
    const queue = new BeaconQueue(10, []);
    const sent: number[] = [];
    const silence = ({ seq }: Beacon) => {
      sent.push(seq);
      return new Promise<number>(() => undefined);
    };
    for (let n = 0; n < 3; n++) {
      queue.note(event);
      void queue.flush(silence);
    }
    expect(sent).toEqual([10, 11, 12]);
    expect(queue.rest().map(({ seq }) => seq)).toEqual([10, 11, 12]);
  });

  it("keeps what a lost line or a broken server did not take, under the same number", async () => {
    const queue = new BeaconQueue(0, []);
    queue.note(event);
    for (const status of [0, 503, 204, 204]) {
      const { sent, send } = line(status);
      await queue.flush(send);
      expect(sent, String(status)).toEqual(queue.rest().length === 0 && status === 204 ? sent : [0]);
    }
    expect(queue.rest()).toEqual([]);
  });

  it("sends what the page before could not, and drops what is refused for ever", async () => {
    const before = new BeaconQueue(20_000, []);
    before.note(event);
    await before.flush(line(0).send);
    const after = new BeaconQueue(70_000, before.rest());
    const { sent, send } = line(400);
    after.note(event);
    await after.flush(send);
    expect(sent).toEqual([20_000, 70_000]);
    expect(after.rest()).toEqual([]);
  });

  it("takes nothing more after it was stopped", async () => {
    const queue = new BeaconQueue(0, []);
    queue.note(event);
    queue.stop();
    queue.note(event);
    const { sent, send } = line(204);
    await queue.flush(send);
    expect(sent).toEqual([]);
  });

  it("numbers two pages apart, in numbers that the contract takes", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (chance) => {
        const seq = firstNumber(chance) + 9999;
        const beacon = { seq, items: [event.versionId], k: [3], i: [0], a: [0], b: [0], r: [100] };
        expect(Beacon.safeParse(beacon).success).toBe(true);
      }),
    );
    expect(firstNumber(0.2) - firstNumber(0.1)).toBeGreaterThanOrEqual(10_000);
  });
});
