import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "../../local/services/dynamodb/faults.ts";
import { bringIn } from "../journeys/people.ts";
import { checkInsights } from "./check-ledger.ts";
import { liveThrough } from "./hcp-life.ts";
import { openLedger } from "./ledger.ts";
import { type OwnHouse, startOwnHouse } from "./own-house.ts";
import { prepare, START, TERRITORY } from "./setting.ts";

const PEOPLE = 8;
/** Fewer than the tries that a batch has, so that nothing is given up. */
const KILLS = 4;
/** Milliseconds between two tries to kill: shorter than a batch takes, or most tries would find nobody at work. */
const PAUSE = { least: 1, most: 30 };
const PATIENCE_MS = 60_000;

let own: OwnHouse;
beforeAll(async () => {
  own = await startOwnHouse({ faults: false });
});
afterAll(() => own.close());

it("counts exactly although the fold is killed in the middle of its batches, again and again", async () => {
  const { house } = own;
  await house.setClock(START);
  const { versionIds } = await prepare(house, 3);
  const rows = Array.from({ length: PEOPLE }, (_, number) => ({
    external_id: `HCP-${number}`,
    email: `hcp.${number}@example.com`,
    territory: TERRITORY,
  }));
  const people = await bringIn(house, rows);
  const ledger = openLedger();
  const random = seededRandom(1);
  const lives = Promise.all(
    rows.map(({ external_id, email }) => {
      const hcpId = people.get(external_id)?.hcpId ?? "";
      return liveThrough(house, { hcpId, email }, versionIds, ledger, random);
    }),
  );
  let kills = 0;
  for (const end = Date.now() + PATIENCE_MS; kills < KILLS && Date.now() < end; ) {
    kills += (await own.hurt({ kill: "InsightsFold" })).killed;
    const pause = PAUSE.least + random() * (PAUSE.most - PAUSE.least);
    await new Promise((resume) => setTimeout(resume, pause));
  }
  await lives;
  await own.idle();
  const wrong: string[] = [];
  await checkInsights(house, ledger, (sentence) => wrong.push(sentence));
  expect(wrong).toEqual([]);
  expect(kills).toBe(KILLS);
  expect(ledger.visits.size).toBe(PEOPLE);
  expect((await own.pending()).letters).toEqual({});
});
