import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "../../shared/model/message.ts";
import { type Cohort, countsOf, fateOf, type Learned, withFate } from "./cohort.ts";

const EMPTY: Cohort = { territory: "GB-01", week: "2026-11-16", messages: {}, rev: 0 };
const fate = fc.record({ delivered: fc.boolean(), bounced: fc.boolean(), visited: fc.constant(undefined) });

describe("what is known of a message's fate", () => {
  const message = (state: string) =>
    ({ state, handOff: { at: "2026-11-21T10:00:00.000Z" } }) as unknown as Message;

  it.each([
    ["delivered", { delivered: true, bounced: false, visited: false }],
    ["complained", { delivered: true, bounced: false, visited: false }],
    ["bounced", { delivered: false, bounced: true, visited: false }],
    ["unknown", { delivered: false, bounced: false, visited: false }],
  ])("%s is counted in the week of the hand-off", (state, fate) => {
    expect(fateOf(message(state), false)).toEqual({ week: "2026-11-16", fate });
  });

  it("is nothing at the hand-off: a refused one goes back to waiting", () => {
    expect(fateOf(message("handed_off"), false)).toBeUndefined();
  });

  it("is that it arrived, once somebody came by its link", () => {
    expect(fateOf(message("handed_off"), true)?.fate).toEqual({
      delivered: true,
      bounced: false,
      visited: true,
    });
  });

  it("is nothing for a message that never left", () => {
    expect(fateOf({ state: "denied" } as Message, false)).toBeUndefined();
  });
});

describe("a cohort", () => {
  const note = (notes: readonly (readonly [string, Learned])[]) =>
    notes.reduce((cohort, [id, one]) => withFate(cohort, id, one), EMPTY);

  it("counts what providers told the same in whatever order it comes, and however often", () => {
    const events = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fate), { maxLength: 8 });
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (notes, order) => {
        const shuffled = [...notes, ...notes]
          .map((one) => ({ one, key: order.next().value as number }))
          .sort((x, y) => x.key - y.key)
          .map(({ one }) => one);
        expect(countsOf(note(shuffled))).toEqual(countsOf(note(notes)));
      }),
    );
  });

  it("INV-11: takes a visit back that was no person's after all, and leaves it alone where nothing is said of it", () => {
    const arrived = { delivered: true, bounced: false };
    const visited = countsOf(note([["a", { ...arrived, visited: true }]]));
    expect(visited).toMatchObject({ visited: 1, visitors: 1 });
    const later = { ...arrived, visited: undefined };
    const again = note([
      ["a", { ...arrived, visited: true }],
      ["a", later],
    ]);
    expect(countsOf(again)).toEqual(visited);
    expect(countsOf(withFate(again, "a", { ...arrived, visited: false }))).toMatchObject({
      delivered: 1,
      visited: 0,
      visitors: 0,
    });
  });

  it("counts a person once, however many messages brought them", () => {
    const visited = { delivered: true, bounced: false, visited: true };
    expect(
      countsOf(
        note([
          ["a", visited],
          ["b", visited],
        ]),
      ),
    ).toEqual({
      people: 1,
      attempted: 2,
      delivered: 2,
      bounced: 0,
      visited: 2,
      visitors: 1,
    });
  });
});
