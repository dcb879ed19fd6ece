import { createHmac, timingSafeEqual } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { APIGatewayProxyEventV2, Context, DynamoDBRecord } from "aws-lambda";
import * as z from "zod";
import { factOf, type StreamFact } from "../../functions/engagement/facts.ts";
import { readBeacon } from "../../functions/engagement/read-beacon.ts";
import { fold } from "../../functions/insights/fold.ts";
import { sha256 } from "../../functions/runtime/hash.ts";
import { serve } from "../../functions/runtime/http.ts";
import { newId, newToken } from "../../functions/runtime/ids.ts";
import { openLog } from "../../functions/runtime/log.ts";
import { readSession, sessionCookie, sign } from "../../functions/runtime/session.ts";
import { apiGroup } from "../../shared/contracts/endpoint.ts";
import { HcpId, MessageId, VisitId } from "../../shared/model/ids.ts";
import { ORIGIN_SECRET_HEADER } from "../../shared/names.ts";
import { type Figure, type FigureResult, interleaved, median, medianRatio, rounded } from "./figure.ts";

const ROUNDS = 9;
const SAMPLE_MS = 60;

/** Processor time per call, µs, of one core that is warm. Calls are counted until a sample lasts long enough. */
async function microsPerCall(work: () => unknown): Promise<number> {
  for (let calls = 1; ; calls *= 2) {
    const begun = process.cpuUsage();
    for (let n = 0; n < calls; n++) await work();
    const { user, system } = process.cpuUsage(begun);
    if (user + system > SAMPLE_MS * 1000) return (user + system) / calls;
  }
}

/** Measures work beside its floor; both are warmed first. */
async function beside(
  name: string,
  work: () => unknown,
  floor: () => unknown,
  details: (micros: number, floorMicros: number) => Readonly<Record<string, unknown>>,
): Promise<FigureResult> {
  await microsPerCall(work);
  await microsPerCall(floor);
  const samples = await interleaved(
    { work: () => microsPerCall(work), floor: () => microsPerCall(floor) },
    ROUNDS,
  );
  const [taken = [], least = []] = [samples["work"], samples["floor"]];
  const value = median(taken);
  return {
    name,
    value: rounded(value),
    unit: "us",
    floor: rounded(median(least)),
    ratio: rounded(medianRatio(taken, least)),
    details: { rounds: ROUNDS, ...details(value, median(least)) },
  };
}

async function middleware(): Promise<FigureResult[]> {
  const body = z.object({ name: z.string().min(1), count: z.int(), tags: z.array(z.string()).max(10) });
  const returns = z.object({ name: z.string(), count: z.int() });
  const group = apiGroup({
    entry: "bench/api",
    site: "app",
    endpoints: {
      create: {
        kind: "json",
        method: "POST",
        path: "/api/x",
        who: ["rep"],
        summary: "x",
        body,
        status: 200,
        returns,
      },
    },
  });
  const handler = serve(
    group,
    { create: async (request) => ({ name: request.body.name, count: request.body.count }) },
    { clock: Date.now, log: openLog("bench"), originSecret: "origin" },
  );
  const text = JSON.stringify({ name: "a name of ordinary length", count: 3, tags: ["one", "two", "three"] });
  const event = {
    routeKey: "POST /api/x",
    rawPath: "/api/x",
    rawQueryString: "",
    headers: { "content-type": "application/json", [ORIGIN_SECRET_HEADER]: "origin" },
    requestContext: {
      requestId: "r",
      authorizer: { jwt: { claims: { sub: "u", username: "u", "cognito:groups": "[rep]" } } },
    },
    body: text,
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
  const context = { awsRequestId: "r", getRemainingTimeInMillis: () => 1000 } as Context;
  const plain = async () => {
    const parsed = body.parse(JSON.parse(text));
    return {
      statusCode: 200,
      body: JSON.stringify(returns.parse({ name: parsed.name, count: parsed.count })),
    };
  };
  const answer: unknown = await handler(event, context);
  if (JSON.stringify(answer).includes('"statusCode":200') === false) throw new Error(JSON.stringify(answer));
  return [
    await beside(
      "middleware",
      () => handler(event, context),
      plain,
      () => ({
        goal: 1.5,
        floor: "JSON.parse, zod in, zod out, JSON.stringify",
      }),
    ),
  ];
}

const version = newId("ver", Date.now());

function beaconOf(events: number) {
  const rows = Array.from({ length: events }, (_, n) => n);
  return {
    seq: 1,
    items: [version, newId("ver", Date.now())],
    k: rows.map((n) => (n % 2 === 0 ? 1 : 2)),
    i: rows.map((n) => n % 2),
    a: rows.map((n) => (n % 2 === 0 ? n * 1000 : 0)),
    b: rows.map((n) => (n % 2 === 0 ? n * 1000 + 2500 : 900)),
    r: rows.map(() => 100),
  };
}

async function beacon(): Promise<FigureResult[]> {
  const text = JSON.stringify(beaconOf(50));
  if (!("beacon" in readBeacon(JSON.parse(text)))) throw new Error("the beacon is refused");
  return [
    await beside(
      "beacon-parse",
      () => readBeacon(JSON.parse(text)),
      () => JSON.parse(text),
      (micros) => ({
        goal: 1.25,
        events: 50,
        bytes: text.length,
        eventsPerSecond: Math.round(50e6 / micros),
      }),
    ),
  ];
}

async function foldRate(): Promise<FigureResult[]> {
  const records = Array.from({ length: 200 }, (_, n): DynamoDBRecord => {
    const item = {
      pk: "VISIT#vis_1",
      sk: `BATCH#${String(n).padStart(8, "0")}`,
      visitId: "vis_1",
      hcpId: `hcp_${n}`,
      messageId: "msg_1",
      ...beaconOf(10),
      receivedAt: "2026-11-21T10:00:00.000Z",
    };
    const NewImage = marshall(item) as NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];
    return { eventName: "INSERT", dynamodb: { SequenceNumber: String(n), NewImage } } as DynamoDBRecord;
  });
  const events = records.length * 10;
  const facts = records.map(factOf).filter((fact): fact is StreamFact => typeof fact === "object");
  if (facts.length !== records.length) throw new Error("records were refused");
  const result = await beside(
    "fold",
    () =>
      fold(
        records.map(factOf).filter((fact): fact is StreamFact => typeof fact === "object"),
        () => true,
      ),
    () => fold(facts, () => true),
    (micros, floorMicros) => ({
      goalEventsPerSecond: 500_000,
      eventsPerSecond: Math.round((events * 1e6) / micros),
      foldOnlyEventsPerSecond: Math.round((events * 1e6) / floorMicros),
      aggregatesPerEvent: 2,
      batch: `${records.length} beacons of 10 events`,
    }),
  );
  return [{ ...result, unit: "us per batch" }];
}

async function linkToken(): Promise<FigureResult[]> {
  const key = Buffer.alloc(32, 7);
  const secret = key.toString("base64");
  const token = newToken();
  const tag = createHmac("sha256", key).update(token).digest();
  const bare = () => timingSafeEqual(createHmac("sha256", key).update(token).digest(), tag);
  const session = {
    visitId: VisitId.parse(newId("vis", Date.now())),
    hcpId: HcpId.parse(newId("hcp", Date.now())),
    messageId: MessageId.parse(newId("msg", Date.now())),
    tracking: "individual",
    expires: 4_000_000_000,
  } as const;
  const cookies = [sessionCookie(secret, session).split(";")[0] ?? ""];
  const payload = cookies[0]?.split("=")[1]?.split(".")[0] ?? "";
  if (readSession(secret, cookies, 1) === undefined) throw new Error("the cookie is refused");
  const details = () => ({ goal: 1.5 });
  return [
    await beside(
      "link-token",
      () => sha256(token),
      bare,
      () => ({ ...details(), floor: "HMAC of the token" }),
    ),
    await beside(
      "session-cookie",
      () => readSession(secret, cookies, 1),
      () => sign(secret, "session", payload),
      () => ({ ...details(), floor: "the cookie's HMAC alone, nothing compared or parsed" }),
    ),
  ];
}

/** What a warm function spends on a call besides its own work. */
export const cpuFigures: readonly Figure[] = [
  {
    name: "middleware",
    what: "one call through serve() against plain parse and validate",
    measure: middleware,
  },
  { name: "beacon-parse", what: "50 events parsed and validated against JSON.parse", measure: beacon },
  {
    name: "fold",
    what: "stream records to aggregates, decoding included, against the pure fold",
    measure: foldRate,
  },
  {
    name: "link-token",
    what: "check of a link token and of the visit's cookie against one HMAC",
    measure: linkToken,
  },
];
