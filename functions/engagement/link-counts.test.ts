import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PressedBy } from "../../shared/model/link-class.ts";
import { MINUTE, SECOND } from "../../shared/model/time.ts";
import { PROGRAMS } from "../../test/corpus/link-requests.ts";
import { classOfPress, type LinkFetch } from "./fetch-class.ts";
import { countLinks } from "./link-counts.ts";
import { DELIVERED, fetched, links, MICROSOFT, OFFICE, PHONE, pressed } from "./link-evidence.fixture.ts";

describe("the links of one message", () => {
  it("vector 6: have no click after a scanner's five requests in 1.4 s, and exactly one after the person 40 minutes later", () => {
    const pages = ["gate", "choices", "unsubscribe", "gate", "choices"] as const;
    const scanner = pages.map((page, n) => fetched({ ...OFFICE, page, at: DELIVERED + 1000 + n * 350 }));
    expect(countLinks(links(scanner))).toEqual({ human: 0, machine: 5, unknown: 0, tracked: 0 });
    const at = DELIVERED + 40 * MINUTE;
    const person = fetched({ visitId: "vis_1", at });
    expect(countLinks(links([...scanner, person]))).toMatchObject({ human: 0, machine: 5, unknown: 1 });
    const click = pressed({ at: at + 6 * SECOND });
    expect(countLinks(links([...scanner, person], [click]))).toEqual({
      human: 1,
      machine: 5,
      unknown: 0,
      tracked: 1,
      firstAt: "2026-11-24T10:40:06.000Z",
    });
  });

  it("the whole corpus brings 0 clicks, a POST without script is unknown, and the person after them counts exactly 1", () => {
    const machines = PROGRAMS.map(({ method, ...request }, n) =>
      fetched({
        ...OFFICE,
        userAgent: undefined,
        ...request,
        head: method === "HEAD",
        visitId: `vis_m${n}`,
        at: DELIVERED + n * MINUTE,
      }),
    );
    expect(machines.length).toBeGreaterThanOrEqual(60);
    expect(countLinks(links(machines))).toEqual({
      human: 0,
      machine: machines.length,
      unknown: 0,
      tracked: 0,
    });
    const bare = fetched({ ...OFFICE, visitId: "vis_bare" });
    const without = pressed({ ...OFFICE, visitId: "vis_bare", pressedBy: undefined, dwellMs: undefined });
    expect(countLinks(links([...machines, bare], [without]))).toMatchObject({ human: 0, unknown: 1 });
    const own = fetched({ visitId: "vis_1" });
    const all = countLinks(links([...machines, bare, own], [without, pressed()]));
    expect(all).toMatchObject({ human: 1, machine: machines.length, unknown: 1, tracked: 1 });
  });

  it("INV-4: say of no person what may not be tied to them", () => {
    const counts = countLinks(links([fetched({ visitId: "vis_1" })], [pressed({ tracked: false })]));
    expect(counts).toEqual({ human: 1, machine: 0, unknown: 0, tracked: 0 });
  });

  it("are counted once each, in whatever order they are read, and add up to all requests there were", () => {
    const client = fc.constantFrom(PHONE, OFFICE, MICROSOFT, { ...PHONE, userAgent: "curl/8" });
    const time = fc.integer({ min: -10, max: 4000 }).map((tenths) => DELIVERED + tenths * 100);
    const visitId = fc.constantFrom("vis_1", "vis_2", "vis_3", "vis_4");
    const page = fc.constantFrom("gate", "choices", "unsubscribe");
    const fetches = fc.array(
      fc
        .tuple(client, time, visitId, page)
        .map(([by, at, id, on]) =>
          fetched({ ...by, at, page: on as LinkFetch["page"], ...(on === "gate" ? { visitId: id } : {}) }),
        ),
      { maxLength: 12 },
    );
    const presses = fc.uniqueArray(
      fc
        .tuple(client, time, visitId, fc.constantFrom(...PressedBy.options))
        .map(([by, at, id, pressedBy]) => pressed({ ...by, at, visitId: id, pressedBy })),
      { maxLength: 4, selector: (one) => one.visitId },
    );
    fc.assert(
      fc.property(fetches, presses, fc.boolean(), (asked, answered, reversed) => {
        const unique = asked.filter((one, n) => asked.findIndex((two) => two.visitId === one.visitId) === n);
        const counts = countLinks(links(unique, answered));
        const shown = new Set(unique.map((one) => one.visitId));
        const orphans = answered.filter((one) => !shown.has(one.visitId)).length;
        expect(counts.human + counts.machine + counts.unknown).toBe(unique.length + orphans);
        expect(counts.human).toBe(answered.filter((one) => classOfPress(one) === "human").length);
        if (reversed) {
          expect(countLinks(links(unique.toReversed(), answered.toReversed()))).toEqual(counts);
        }
      }),
    );
  });
});
