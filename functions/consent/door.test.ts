import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HcpMasterData } from "../../shared/model/hcp.ts";
import { HcpId, ImportId, UserId } from "../../shared/model/ids.ts";
import { instantText, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { importPerson } from "../directory/import-person.ts";
import { newId } from "../runtime/ids.ts";
import { newLinkToken } from "../runtime/link-token.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import { transact } from "../runtime/transaction.ts";
import { tokenHash } from "./confirmation-token.ts";
import { makeDoorPages } from "./door.ts";
import { doorPart, readDoor } from "./door-store.ts";

const NOW = Date.parse("2026-11-23T09:00:00Z");
const PEPPER = Buffer.alloc(32, 7).toString("base64");
const rep = { userId: UserId.parse("rep-1"), name: "Ana Ruiz" };

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

function deps() {
  const { records, people, audit } = engine.names;
  const tables = { tables: engine.tables, recordsTable: records, peopleTable: people, auditTable: audit };
  return { ...tables, company: "Acme", profiles: demoProfiles, pepper: async () => PEPPER };
}

let people = 0;
/** A door that is open for a new person. */
async function openDoor() {
  const person = HcpMasterData.parse({
    externalId: `D-${++people}`,
    firstName: "Grete",
    lastName: "Weiss",
    specialty: "Oncology",
    kind: "academic",
    country: "GB",
    timeZone: "Europe/London",
    language: "en-GB",
    territory: "GB-01",
  });
  const origin = { importId: ImportId.parse(newId("imp", NOW)), row: 2, requestedBy: rep.userId };
  await importPerson({ ...deps(), pepper: PEPPER }, person, origin, NOW);
  const { Items } = await engine.tables.send(
    new QueryCommand({
      TableName: engine.names.people,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `EXTERNAL#D-${people}` },
    }),
  );
  const token = newLinkToken();
  const door = {
    tokenHash: tokenHash(token),
    hcpId: HcpId.parse(Items?.[0]?.["hcpId"]),
    rep,
    openedAt: instantText(NOW),
    endsAt: instantText(NOW + 15 * MINUTE),
    state: "open",
  } as const;
  await transact(engine.tables, [doorPart(engine.names.records, door)]);
  return { token, door };
}

it("tells two phones that press at once the same, whichever was first", async () => {
  const { token, door } = await openDoor();
  const { answerVisitDoor } = makeDoorPages(deps());
  const press = (answer: "agree" | "decline") =>
    answerVisitDoor({
      params: { token },
      query: undefined,
      body: {
        answer,
        email: "grete@example.com",
        send: "yes",
        track_individual: undefined,
        share_with_rep: undefined,
      },
      caller: undefined,
      context: { now: NOW, requestId: "r", headers: {}, cookies: [] },
    });
  const replies = await Promise.all([press("agree"), press("decline")]);
  const said = (await readDoor(deps(), door.tokenHash, NOW))?.state;
  const words = said === "declined" ? "Nothing was changed" : "Look into your mailbox";
  expect(replies.map(({ html }) => html?.includes(words))).toEqual([true, true]);
});

it("is closed in a country whose profile is not in force, and nothing is asked for", async () => {
  const { token, door } = await openDoor();
  const off = () =>
    ({ inForce: false, problem: "the profile of GB lacks the signature of privacy" }) as const;
  const { showVisitDoor, answerVisitDoor } = makeDoorPages({ ...deps(), profiles: off });
  const request = {
    params: { token },
    query: undefined,
    caller: undefined,
    context: { now: NOW, requestId: "r", headers: {}, cookies: [] },
  };
  const body = {
    answer: "agree",
    email: "grete@example.com",
    send: "yes",
    track_individual: undefined,
    share_with_rep: undefined,
  } as const;
  expect((await showVisitDoor({ ...request, body: undefined })).status).toBe(410);
  expect((await answerVisitDoor({ ...request, body })).status).toBe(410);
  expect((await readDoor(deps(), door.tokenHash, NOW))?.state).toBe("open");
});
