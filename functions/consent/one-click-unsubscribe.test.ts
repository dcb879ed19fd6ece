import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MessageId } from "../../shared/model/ids.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import { findHcp } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import { newId, newToken } from "../runtime/ids.ts";
import { transact } from "../runtime/transaction.ts";
import { unsubscribePart } from "./conditions.ts";
import {
  confirmations,
  everything,
  NOW,
  type PersonWithMail,
  personWithMail,
  startWithRep,
  tokenIn,
} from "./person-with-mail.fixture.ts";

let engine: EngineTables;
let person: PersonWithMail;
beforeAll(async () => {
  engine = await startWithRep();
});
afterAll(() => engine.close());
beforeEach(async () => {
  person = await personWithMail(engine);
});

describe("one-click unsubscribe", () => {
  async function link(): Promise<string> {
    const token = newToken();
    const hash = (await findHcp(person.deps, person.hcpId))?.emailHash;
    if (hash === undefined) throw new Error("the person has an address");
    const messageId = MessageId.parse(newId("msg", NOW));
    const made = unsubscribePart(engine.names.records, {
      ...{ tokenHash: sha256(token), hcpId: person.hcpId, channel: "email", addressHash: hash, messageId },
    });
    expect(await transact(engine.tables, [made])).toEqual({ kind: "committed" });
    return token;
  }

  it("vector 7: a scanner's GET changes nothing, a POST without cookies withdraws, a second one is quiet", async () => {
    await person.record({});
    const token = await link();
    expect((await person.visit("showUnsubscribe", token)).status).toBe(200);
    expect(await person.mayMail()).toBe("granted");
    expect((await person.visit("unsubscribe", token)).status).toBe(200);
    expect(await person.mayMail()).toBe("withdrawn");
    const after = await everything(engine);
    expect((await person.visit("unsubscribe", token)).status).toBe(200);
    expect(await everything(engine)).toEqual(after);
  });

  it("vector 3: a rep's grant afterwards is recorded and has no effect", async () => {
    await person.visit("unsubscribe", await link());
    expect(await person.record({})).toMatchObject({ state: "withdrawn" });
    expect(await person.mayMail()).toBe("withdrawn");
  });

  it("works again after the person agreed anew in between", async () => {
    const { eventId } = await person.record({ doubleOptIn: true });
    const { mails, send } = confirmations(engine);
    await send({ hcpId: person.hcpId, eventId });
    const token = await link();
    await person.visit("unsubscribe", token);
    await person.visit("confirm", tokenIn(mails[0]));
    expect(await person.mayMail()).toBe("granted");
    await person.visit("unsubscribe", token);
    expect(await person.mayMail()).toBe("withdrawn");
  });

  it("an unknown link shows that there is nothing", async () => {
    expect((await person.visit("unsubscribe", newToken())).status).toBe(404);
    expect((await person.visit("showConfirmation", newToken())).status).toBe(404);
  });
});
