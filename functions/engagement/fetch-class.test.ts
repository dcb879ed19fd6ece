import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LinkClass, PressedBy } from "../../shared/model/link-class.ts";
import { HOUR, SECOND } from "../../shared/model/time.ts";
import { BROWSERS, PROGRAMS } from "../../test/corpus/link-requests.ts";
import { classifyLinks, classOfPress, type LinkFetch, type LinkPress } from "./fetch-class.ts";
import { DELIVERED, fetched, links, MICROSOFT, OFFICE, pressed } from "./link-evidence.fixture.ts";
import { isProgram } from "./program-agents.ts";

const classOf = (...fetches: LinkFetch[]) => classifyLinks(links(fetches)).fetches[0];

describe("a press of the gate's button", () => {
  it.each(["touch", "mouse", "pen", "key"] as const)(
    "is a person's by %s, after a second on the page",
    (pressedBy) => {
      expect(classOfPress(pressed({ pressedBy }))).toBe("human");
      expect(classOfPress(pressed({ pressedBy, dwellMs: 1000 }))).toBe("human");
    },
  );

  it.each<[string, Partial<LinkPress>, LinkClass]>([
    ["without script", { pressedBy: undefined, dwellMs: undefined }, "unknown"],
    ["with half of what the script tells", { dwellMs: undefined }, "unknown"],
    ["within a second", { dwellMs: 999 }, "unknown"],
    ["of a form that nobody clicked on", { pressedBy: "none" }, "unknown"],
    ["of a page that was not there for as long as it says", { dwellMs: 60_000, heldMs: 900 }, "unknown"],
    ["by untrusted events", { pressedBy: "untrusted" }, "machine"],
    ["by a browser without a screen", { userAgent: "HeadlessChrome/142.0" }, "machine"],
    ["by what has no name", { userAgent: undefined }, "machine"],
  ])("%s is no person's (domain-rules 3.5)", (_, more, expected) => {
    expect(classOfPress(pressed(more))).toBe(expected);
  });

  it("allows the two clocks to be a second apart", () => {
    expect(classOfPress(pressed({ dwellMs: 5900, heldMs: 5000 }))).toBe("human");
  });

  it("is a person's only with a trusted hand and a second, whatever else is claimed", () => {
    const press = fc.record({
      pressedBy: fc.option(fc.constantFrom(...PressedBy.options), { nil: undefined }),
      dwellMs: fc.option(fc.nat(5000), { nil: undefined }),
      heldMs: fc.nat(5000),
      userAgent: fc.constantFrom(undefined, "", "curl/8", BROWSERS.iphone, BROWSERS["a Cubot phone"]),
    });
    fc.assert(
      fc.property(press, (more) => {
        const { pressedBy, dwellMs = 0, heldMs, userAgent } = more;
        const hand = ["touch", "mouse", "pen", "key"].includes(pressedBy ?? "");
        const human = hand && dwellMs >= 1000 && dwellMs <= heldMs + 1000 && !isProgram(userAgent);
        expect(classOfPress(pressed(more)) === "human").toBe(human);
      }),
    );
  });
});

describe("a request of a link", () => {
  it.each(PROGRAMS.map((one) => [one.name, one] as const))(
    "INV-11: %s is a machine",
    (_, { method, ...request }) => {
      const fetch = { ...fetched(), userAgent: undefined, ...request, head: method === "HEAD" };
      expect(classOf(fetch)).toBe("machine");
    },
  );

  it.each(Object.entries(BROWSERS))(
    "INV-11: by %s is unknown, not human, while nobody pressed",
    (_, userAgent) => {
      expect(isProgram(userAgent)).toBe(false);
      expect(classOf(fetched({ userAgent }))).toBe("unknown");
    },
  );

  it("of three links within two seconds is a machine's, and a person's way through them is not", () => {
    const burst = (gap: number) =>
      (["gate", "choices", "unsubscribe"] as const).map((page, n) =>
        fetched({ page, at: DELIVERED + HOUR + n * gap }),
      );
    expect(classifyLinks(links(burst(1000))).fetches).toEqual(["machine", "machine", "machine"]);
    expect(classifyLinks(links(burst(1001))).fetches).toEqual(["unknown", "unknown", "unknown"]);
    // a text has one link; its page leads to the choices
    expect(classifyLinks(links(burst(10), [], "sms")).fetches).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("is told by a later one: the first two of a burst are machines' only with the third", () => {
    const [first, second, third] = (["gate", "choices", "unsubscribe"] as const).map((page, n) =>
      fetched({ page, at: DELIVERED + HOUR + n * 300 }),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error("three");
    expect(classifyLinks(links([first, second])).fetches).toEqual(["unknown", "unknown"]);
    expect(classifyLinks(links([first, second, third])).fetches).toEqual(["machine", "machine", "machine"]);
  });

  it.each<[string, LinkFetch[], LinkClass]>([
    ["seconds after the delivery", [fetched({ at: DELIVERED + 4 * SECOND })], "unknown"],
    ["at once, from a cloud", [fetched({ ...MICROSOFT, at: DELIVERED + 4 * SECOND })], "machine"],
    [
      "before the delivery was reported, from a cloud",
      [fetched({ ...MICROSOFT, at: DELIVERED - 9000 })],
      "machine",
    ],
    ["from a cloud, an hour later", [fetched(MICROSOFT)], "unknown"],
    [
      "from two countries within a minute",
      [fetched(), fetched({ country: "US", at: DELIVERED + HOUR + 50 * SECOND })],
      "unknown",
    ],
    [
      "from two countries within a minute, and at once",
      [fetched({ at: DELIVERED + 1000 }), fetched({ country: "US", at: DELIVERED + 30 * SECOND })],
      "machine",
    ],
  ])("%s adds up", (_, fetches, expected) => {
    expect(classOf(...fetches)).toBe(expected);
  });

  it("by another client than who later confirmed weighs more; the network of a person does not", () => {
    const early = fetched({ ...OFFICE, at: DELIVERED + 2 * SECOND });
    expect(classifyLinks(links([early])).fetches).toEqual(["unknown"]);
    expect(classifyLinks(links([early], [pressed()])).fetches).toEqual(["machine"]);
    const clinicBehindCloud = fetched(MICROSOFT);
    const by = pressed(MICROSOFT);
    expect(classifyLinks(links([clinicBehindCloud], [by])).fetches).toEqual(["unknown"]);
    expect(classifyLinks(links([clinicBehindCloud], [pressed()])).fetches).toEqual(["unknown"]);
  });

  it("whose own page a person pressed is theirs, also where the browser had fetched it ahead", () => {
    const ahead = fetched({ visitId: "vis_1", purpose: "prefetch;prerender" });
    expect(classifyLinks(links([ahead], [pressed()])).fetches).toEqual(["human"]);
    expect(classifyLinks(links([ahead], [pressed({ pressedBy: "untrusted" })])).fetches).toEqual(["machine"]);
    expect(
      classifyLinks(links([fetched({ visitId: "vis_1" })], [pressed({ pressedBy: "none" })])).fetches,
    ).toEqual(["unknown"]);
  });
});
