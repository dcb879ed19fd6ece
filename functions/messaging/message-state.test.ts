import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FLIGHT_STATES, type FlightState } from "../../shared/model/message.ts";
import { advance, suppressionAfter } from "./message-state.ts";

const fold = (facts: readonly FlightState[]) => facts.reduce(advance, "handed_off");

describe("the state of a message that has left", () => {
  it("is the same for any order and any repetition of the same facts", () => {
    const facts = fc.array(fc.constantFrom(...FLIGHT_STATES), { minLength: 1, maxLength: 8 });
    const shuffled = facts.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, again]) => {
        expect(fold(again)).toBe(fold(list));
      }),
    );
  });

  it("is settled by any provider fact after the answer was lost", () => {
    expect(fold(["unknown", "delivered"])).toBe("delivered");
    expect(fold(["delivered", "unknown"])).toBe("delivered");
  });

  it("stays delivered after an out-of-office answer, and does not after a hard bounce or a complaint", () => {
    expect(fold(["delivered", "soft_bounced"])).toBe("delivered");
    expect(fold(["delivered", "bounced"])).toBe("bounced");
    expect(fold(["complained", "delivered", "bounced"])).toBe("complained");
  });

  it("condemns the address after a hard bounce or a complaint only (2.9)", () => {
    const condemned = FLIGHT_STATES.filter((state) => suppressionAfter(state) !== undefined);
    expect(condemned).toEqual(["bounced", "complained"]);
  });
});
