import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { eventKey } from "../../functions/consent/store.ts";
import type { StreamFact } from "../../functions/engagement/facts.ts";
import { addOnce } from "../../functions/insights/aggregate-store.ts";
import { fold } from "../../functions/insights/fold.ts";
import { makeHcpInsights } from "../../functions/insights/hcp-insights.ts";
import { makeWorld } from "../../functions/messaging/world.fixture.ts";
import { newId } from "../../functions/runtime/ids.ts";
import type { Tables } from "../../functions/runtime/tables.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { ConsentEventId, type HcpId } from "../../shared/model/ids.ts";
import { type EngineTables, startTables } from "../engine/tables.ts";
import { type Figure, type FigureResult, interleaved, median, medianRatio, rounded } from "./figure.ts";

const FEW = 1000;
const MANY = 1_000_000;
const ROUNDS = 25;
/** Films that the person watched, ten minutes each. */
const VERSIONS = 3;
const FILM_SECONDS = 600;
const EVENTS_PER_BEACON = 100;
const BATCH = 100_000;
const AT = "2026-11-01T00:00:00.000Z";

type World = ReturnType<typeof makeWorld>;

/** The rep's view of one person after few and after many events: it must not grow with them. */
async function insight(): Promise<FigureResult[]> {
  const engine = await startTables();
  try {
    const world = makeWorld(engine);
    await world.align(world.rep);
    const few = await personWith(engine, world, FEW);
    const many = await personWith(engine, world, MANY);
    const ask = async (hcpId: HcpId) => {
      const { tables, units } = counting(engine.tables);
      const { names } = engine;
      const { readHcpInsights } = makeHcpInsights({
        tables,
        recordsTable: names.records,
        peopleTable: names.people,
        auditTable: names.audit,
        insightsTable: names.insights,
        realNow: Date.now,
      });
      const context = { now: world.clock.now, requestId: "bench", headers: {}, cookies: [] };
      const begun = performance.now();
      const answer = await readHcpInsights({
        params: { hcpId },
        query: undefined,
        body: undefined,
        caller: world.rep,
        context,
      });
      if (!answer.shared || answer.versions.length !== VERSIONS) throw new Error("the view is not whole");
      return { ms: performance.now() - begun, units: units() };
    };
    await ask(few);
    await ask(many);
    const samples = await interleaved({ few: () => ask(few), many: () => ask(many) }, ROUNDS);
    const [before = [], after = []] = [samples["few"], samples["many"]];
    const details = { events: [FEW, MANY], versions: VERSIONS, filmSeconds: FILM_SECONDS, rounds: ROUNDS };
    const ms = (list: typeof before) => list.map((one) => one.ms);
    return [
      {
        name: "insight-time",
        value: rounded(median(ms(after))),
        unit: "ms",
        floor: rounded(median(ms(before))),
        ratio: rounded(medianRatio(ms(after), ms(before))),
        details: { ...details, goal: 1.2, floor: `after ${FEW} events` },
      },
      {
        name: "insight-read-units",
        value: after[0]?.units ?? 0,
        unit: "RRU",
        floor: before[0]?.units ?? 0,
        ratio: rounded((after[0]?.units ?? 0) / (before[0]?.units ?? 1)),
        details: { ...details, goal: 1.2, goalUnits: 8, floor: `after ${FEW} events` },
      },
    ];
  } finally {
    await engine.close();
  }
}

/** A person of the rep's who shares attention, with the aggregates that so many events leave. */
async function personWith(engine: EngineTables, world: World, events: number): Promise<HcpId> {
  const { names, tables } = engine;
  const { hcpId } = await world.addHcp();
  for (const [index, dataUse] of (["track_individual", "share_with_rep"] as const).entries()) {
    const consent = agreement(hcpId, index + 1, dataUse);
    const Item = { ...eventKey(hcpId, consent.rev), v: 1, ...consent };
    await tables.send(new PutCommand({ TableName: names.records, Item }));
  }
  const versions: string[] = [];
  while (versions.length < VERSIONS) versions.push(await world.addVersion());
  const store = { tables, insightsTable: names.insights, realNow: Date.now };
  for (let from = 0; from < events; from += BATCH) {
    const facts = factsOf(hcpId, versions, from, Math.min(BATCH, events - from));
    const last = facts.at(-1)?.sequence ?? "";
    for (const { key, delta } of fold(facts, () => true).values())
      await addOnce(store, key, "wm_1", last, () => delta);
  }
  return hcpId;
}

/** Beacons of spans all over the films. */
function factsOf(hcpId: HcpId, versions: readonly string[], first: number, count: number): StreamFact[] {
  const facts: StreamFact[] = [];
  for (let at = first; at < first + count; at += EVENTS_PER_BEACON) {
    const rows = Array.from({ length: Math.min(EVENTS_PER_BEACON, first + count - at) }, (_, n) => at + n);
    const second = (n: number) => ((n * 7919) % (FILM_SECONDS - 10)) * 1000;
    facts.push({
      sequence: String(at + 1),
      item: {
        kind: "batch",
        batch: {
          visitId: "vis_1",
          hcpId,
          messageId: "msg_1",
          seq: at,
          items: [...versions],
          k: rows.map(() => 1),
          i: rows.map((n) => n % versions.length),
          a: rows.map(second),
          b: rows.map((n) => second(n) + 8000),
          r: rows.map(() => 100),
          receivedAt: AT,
        },
      },
    });
  }
  return facts;
}

function agreement(hcpId: HcpId, rev: number, dataUse: "track_individual" | "share_with_rep"): ConsentEvent {
  return {
    eventId: ConsentEventId.parse(newId("cev", Date.now())),
    hcpId,
    rev,
    at: AT,
    action: "grant",
    expiresAt: "2099-01-01T00:00:00.000Z",
    actor: "hcp",
    scope: { purpose: "promo", dataUse },
    evidence: { textVersion: "consent.ie.1", method: "web_form", reference: "bench" },
  };
}

/** The same tables, summing the read units that each command consumed. */
function counting(tables: Tables): { readonly tables: Tables; readonly units: () => number } {
  let sum = 0;
  const send = async (command: { input: object }) => {
    Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
    const answer = (await tables.send(command as never)) as { ConsumedCapacity?: unknown };
    const consumed = [answer.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
    for (const { CapacityUnits = 0 } of consumed) sum += CapacityUnits;
    return answer;
  };
  return { tables: { ...tables, send } as unknown as Tables, units: () => sum };
}

export const insightFigures: readonly Figure[] = [
  {
    name: "insight",
    what: "the rep's view of a person after a million events against a thousand",
    measure: insight,
  },
];
