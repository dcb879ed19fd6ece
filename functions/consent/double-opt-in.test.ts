import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY } from "../../shared/model/time.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import { addressHash } from "../directory/address-hash.ts";
import { suppressAddressPart } from "../directory/conditions.ts";
import { sha256 } from "../runtime/hash.ts";
import { transact } from "../runtime/transaction.ts";
import { consentHead } from "./facts.ts";
import {
  confirmations,
  everything,
  NOW,
  PEPPER,
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

describe("double opt-in", () => {
  it("mails once, shows on GET, confirms on POST, and a second press changes nothing (INV-3)", async () => {
    const { eventId, state } = await person.record({ doubleOptIn: true });
    expect(state).toBe("pending_doi");
    const { mails, send } = confirmations(engine);
    await send({ hcpId: person.hcpId, eventId });
    await send({ hcpId: person.hcpId, eventId });
    expect(mails).toHaveLength(1);
    const token = tokenIn(mails[0]);
    const before = await everything(engine);
    const shown = await person.visit("showConfirmation", token);
    expect([shown.status, shown.html?.includes("Einwilligung bestätigen")]).toEqual([200, true]);
    expect(await everything(engine)).toEqual(before);
    expect(await person.mayMail()).toBe("pending_doi");
    await person.visit("confirm", token);
    expect(await person.mayMail()).toBe("granted");
    const after = await everything(engine);
    expect((await person.visit("confirm", token)).html).toContain("Bestätigt");
    expect(await everything(engine)).toEqual(after);
  });

  it("the mail is free of advertising, in the HCP's language, names person and company, and escapes them", async () => {
    const { eventId } = await person.record({ doubleOptIn: true });
    const { mails, send } = confirmations(engine);
    await send({ hcpId: person.hcpId, eventId });
    expect(mails[0]).toMatchObject({ to: person.email, subject: "Bitte bestätigen Sie Ihre Einwilligung" });
    expect(mails[0]?.text).toContain("Guten Tag Dr. Öz b,");
    expect(mails[0]?.html).toContain("Guten Tag Dr. Öz b,");
    expect(mails[0]?.html).toContain("Acme &amp; Co");
    expect(mails[0]?.html).not.toContain("<img");
  });

  it("pins the wording that the HCP saw as evidence, and stores no token (CON-4)", async () => {
    const { eventId } = await person.record({ doubleOptIn: true });
    const { mails, send } = confirmations(engine);
    await send({ hcpId: person.hcpId, eventId });
    await person.visit("confirm", tokenIn(mails[0]));
    const { events } = await consentHead(person.deps, person.hcpId);
    const quote = mails[0]?.text.split("\n\n")[2] ?? "";
    expect(events.at(-1)?.evidence).toEqual({
      textVersion: "promo.email.de.1",
      textSha256: sha256(quote),
      method: "doi_button",
      reference: eventId,
    });
    expect(JSON.stringify(await everything(engine))).not.toContain(tokenIn(mails[0]));
  });

  it("after a withdrawal the old link confirms no second time", async () => {
    const { eventId } = await person.record({ doubleOptIn: true });
    const { mails, send } = confirmations(engine);
    await send({ hcpId: person.hcpId, eventId });
    await person.visit("confirm", tokenIn(mails[0]));
    await person.record({ action: "withdraw" });
    await person.visit("confirm", tokenIn(mails[0]));
    expect(await person.mayMail()).toBe("withdrawn");
  });

  it("ends after 7 days with a page that says what to do", async () => {
    const { eventId } = await person.record({ doubleOptIn: true });
    const { mails, send } = confirmations(engine);
    await send({ hcpId: person.hcpId, eventId });
    const late = await person.visit("confirm", tokenIn(mails[0]), NOW + 7 * DAY);
    expect([late.status, late.html?.includes("neuen Link")]).toEqual([410, true]);
    expect(await person.mayMail(NOW + 7 * DAY)).toBe("none");
  });

  it("sends again only after a refusal that proves that nothing left", async () => {
    const { eventId } = await person.record({ doubleOptIn: true });
    const { mails, send } = confirmations(engine, ["busy", "unknown"]);
    await expect(send({ hcpId: person.hcpId, eventId })).rejects.toThrow("busy");
    await send({ hcpId: person.hcpId, eventId });
    await send({ hcpId: person.hcpId, eventId });
    expect(mails).toHaveLength(2);
  });

  it("asks nobody who withdrew, nobody twice, and no suppressed address (INV-5, domain-rules 2.4)", async () => {
    await person.record({ doubleOptIn: true });
    await expect(person.record({ doubleOptIn: true })).rejects.toMatchObject({ code: "wrong_state" });
    await person.record({ action: "withdraw" });
    await expect(person.record({ doubleOptIn: true })).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("does not mail a suppressed address, also when it was suppressed after the request", async () => {
    const { eventId } = await person.record({ doubleOptIn: true });
    const cause = {
      addressHash: addressHash(PEPPER, "email", person.email),
      channel: "email",
      reason: "complaint",
    } as const;
    await transact(engine.tables, [suppressAddressPart(engine.names.people, cause, NOW)]);
    const { mails, send } = confirmations(engine);
    await send({ hcpId: person.hcpId, eventId });
    expect(mails).toHaveLength(0);
    await expect(person.record({ doubleOptIn: true })).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("does not mail into a country whose profile is not in force, and may once it is", async () => {
    const { eventId } = await person.record({ doubleOptIn: true });
    const off = confirmations(engine, [], () => ({
      inForce: false,
      problem: "the profile of DE lacks a signature",
    }));
    await off.send({ hcpId: person.hcpId, eventId });
    expect(off.mails).toHaveLength(0);
    const { mails, send } = confirmations(engine);
    await send({ hcpId: person.hcpId, eventId });
    expect(mails).toHaveLength(1);
  });
});
