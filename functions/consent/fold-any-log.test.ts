import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConsentQuery, ConsentScope } from "../../shared/model/consent.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { covers, foldConsent, touches } from "./fold.ts";
import {
  A,
  answer,
  B,
  confirmed,
  grant,
  logOf,
  NOW,
  request,
  SEND,
  type Step,
  withdraw,
} from "./log-of-steps.fixture.ts";
import { naiveConsent } from "./naive-consent.fixture.ts";

const scope: fc.Arbitrary<ConsentScope> = fc.record(
  {
    channel: fc.constantFrom("email", "sms"),
    addressHash: fc.constantFrom(A, B),
    purpose: fc.constantFrom("promo", "events"),
    dataUse: fc.constantFrom("send", "track_individual"),
    brandEntity: fc.constantFrom("Acme UK", "Acme DE"),
    product: fc.constantFrom("alpha", "beta"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ConsentScope>;
const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom("grant", "withdraw", "expire", "doi_requested"),
  actor: fc.constantFrom("hcp", "rep", "import", "system"),
  scope,
  expiresAt: fc.constantFrom(instantText(NOW + DAY / 2), instantText(NOW + 700 * DAY)),
});
const otherActor = fc.constantFrom<"rep" | "import" | "system">("rep", "import", "system");
const steps = fc.array(step, { maxLength: 8 });
const query = fc.record(
  {
    channel: fc.constantFrom("email", "sms"),
    addressHash: fc.constantFrom(A, B),
    purpose: fc.constantFrom("promo", "events"),
    dataUse: fc.constantFrom("send", "track_individual"),
    brandEntity: fc.constantFrom("Acme UK", "Acme DE"),
    product: fc.constantFrom("alpha", "beta"),
  },
  { requiredKeys: ["channel", "addressHash", "purpose", "dataUse"] },
) as fc.Arbitrary<ConsentQuery>;

describe("foldConsent, for any log", () => {
  it("INV-5: after a withdrawal nothing that is not the HCP's own act grants again", () => {
    const theirs = fc.tuple(step, otherActor).map(([one, actor]): Step => ({ ...one, actor }));
    const pretended = fc
      .tuple(fc.nat(14), otherActor)
      .map(([answers, actor]): Step => ({ action: "doi_confirmed", actor, answers, scope: {} }));
    const others = fc.array(fc.oneof(theirs, pretended), { maxLength: 6 });
    fc.assert(
      fc.property(steps, others, query, (before, after: Step[], asked) => {
        const log = logOf(...before, { ...withdraw, scope: { channel: asked.channel } }, ...after);
        return answer(log, asked) === "withdrawn";
      }),
    );
  });

  it("a later grant by the HCP for exactly this always wins", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const { channel, addressHash, purpose, dataUse, brandEntity, product } = asked;
        const own: Step = {
          action: "grant",
          actor: "hcp",
          scope: { channel, addressHash, purpose, dataUse, brandEntity, product },
        };
        return answer(logOf(...before, own), asked) === "granted";
      }),
    );
  });

  it("a grant says granted only with an unexpired grant event that covers the query", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const log = logOf(...before);
        const found = foldConsent(log, asked, NOW + DAY);
        if (!found.covered) return true;
        const event = log.find(({ eventId }) => eventId === found.eventId);
        return event?.action === "grant" && covers(event.scope, asked) && Date.parse(found.until) > NOW + DAY;
      }),
    );
  });

  it("time alone only ever takes away", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const log = logOf(...before);
        return answer(log, asked, NOW + DAY) === "granted" || answer(log, asked, NOW + 2 * DAY) !== "granted";
      }),
    );
  });

  it("CON-1: says what an independent telling of the rules says, at any time", () => {
    // half of it about one thing, so that events meet
    const often = step.map((one): Step => ({ ...one, scope: SEND }));
    const short: Step = { ...grant, actor: "hcp", expiresAt: instantText(NOW + DAY / 2) };
    const turns = fc.constantFrom<Step>(withdraw, grant, short, request);
    const any = fc.array(
      fc.oneof(
        { weight: 2, arbitrary: step },
        { weight: 2, arbitrary: often },
        { weight: 2, arbitrary: turns },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.integer({ min: 1, max: 8 }), scope)
            .map(([answers, its]): Step => ({ ...confirmed(answers), scope: its })),
        },
      ),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(
        any,
        fc.oneof(query, fc.constant(SEND)),
        fc.integer({ min: 0, max: 900 }),
        (told, asked, days) => {
          const log = logOf(...told);
          const later = NOW + days * DAY;
          expect(answer(log, asked, later)).toBe(naiveConsent(log, asked, later));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("domain-rules 2.10: nothing stands for more than two years after the last declaration", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const log = logOf(...before.map((one) => ({ ...one, expiresAt: "2099-01-01T00:00:00.000Z" })));
        return answer(log, asked, NOW + 732 * DAY) !== "granted";
      }),
    );
  });

  it("CON-2: another grant never closes anything, and a wider withdrawal never opens anything", () => {
    fc.assert(
      fc.property(steps, step, query, (before, added, asked) => {
        const was = answer(logOf(...before), asked);
        const own: Step = { ...added, action: "grant", expiresAt: instantText(NOW + 700 * DAY) };
        if (was === "granted") expect(answer(logOf(...before, own), asked)).toBe("granted");
        const stop: Step = { ...added, action: "withdraw" };
        if (was !== "granted") expect(answer(logOf(...before, stop), asked)).not.toBe("granted");
      }),
    );
  });

  it("events that do not touch the query change nothing", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const touching = before.filter((one) => one.scope === undefined || touches(one.scope, asked));
        return answer(logOf(...before), asked) === answer(logOf(...touching), asked);
      }),
    );
  });
});
