import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Aftermath, runAftermath } from "../journeys/aftermath.ts";
import { type MainJob, type Material, runMainJob } from "../journeys/main-job.ts";
import { material } from "../journeys/material.ts";
import { type OwnHouse, startOwnHouse } from "./own-house.ts";

let own: OwnHouse;
let used: Material;
let job: MainJob;
let after: Aftermath;
/** What each step said, by step. */
const told = new Map<string, string>();
const tell = (step: string, evidence: string) => void told.set(step, evidence);

beforeAll(async () => {
  own = await startOwnHouse({ faults: true });
  used = await material();
  job = await runMainJob(own.house, used, tell);
  after = await runAftermath(own.house, job, tell);
}, 300_000);
afterAll(() => own.close());

describe("with conflicts, index lag, lost answers and rotating shards, the main job", () => {
  it("imports every good row once, though writes met rivals and answers were lost", () => {
    expect(job.imported.kept).toBe(used.real ? 250 : 2);
    expect(job.imported.refused).toHaveLength(used.real ? 6 : 1);
  });

  it("sends the one invitation once", async () => {
    expect(await own.requests(job.messageId)).toBe(1);
    expect(await own.arrived(job.messageId)).toBe(1);
    expect(told.get("invitation")).toContain("delivered");
  });

  it("counts the visit, the seconds and the replay exactly", () => {
    expect(told.get("what the rep sees")).toMatch(/^1 visit, /);
    expect(job.watchedSeconds).toBe(used.videoSeconds + 12);
    expect(job.replayed).toEqual([{ fromSecond: 12, toSecond: 18 }]);
  });

  it("obeys consent's end and the withdrawal", () => {
    expect(after).toMatchObject({
      stateAfterGet: "granted",
      stateAfterPost: "withdrawn",
      reasonAfterStop: "NO_CONSENT",
      mediaAfterWithdrawal: 403,
    });
  });
});
