import { describe, expect, it } from "vitest";
import { type ConversationFacts, nextConversation } from "./next-conversation.ts";
import type { VersionInsight } from "./watch-picture.ts";

const NOW = Date.parse("2026-11-24T09:00:00.000Z");
const LAST = "2026-11-22T21:10:00.000Z";
const ONE = "ver_1" as VersionInsight["versionId"];
const TWO = "ver_2" as VersionInsight["versionId"];

function watched(change: Partial<VersionInsight> = {}): VersionInsight {
  return {
    versionId: ONE,
    title: "First weeks",
    kind: "film",
    opened: 1,
    downloads: 0,
    uniqueSeconds: 30,
    watchedSeconds: 36,
    activeSeconds: 40,
    visits: 1,
    visitsPerSecond: Array.from({ length: 30 }, () => 1),
    durationSeconds: 30,
    playsPerSecond: Array.from({ length: 30 }, (_, second) => (second >= 12 && second < 18 ? 2 : 1)),
    replayed: [],
    lastAt: LAST,
    ...change,
  };
}
const facts = (change: Partial<ConversationFacts> = {}): ConversationFacts => ({
  now: NOW,
  name: "Dr Brennan",
  mayWrite: ["email"],
  withdrawn: false,
  ownActs: [],
  onPage: [
    { versionId: ONE, title: "First weeks" },
    { versionId: TWO, title: "Study design" },
  ],
  arrangedAt: "2026-11-20T10:00:00.000Z",
  ...change,
});

describe("the next conversation", () => {
  it("starts at what the HCP went back to, with the dated fact, for at most 14 days", () => {
    const next = nextConversation(facts({ viewed: [watched()] }));
    expect(next.heading).toBe("Go through ‘First weeks’ together, from 0:12 to 0:18.");
    expect(next.facts[0]).toMatchObject({ kind: "replayed", at: LAST });
    expect(next.until).toBe("2026-12-06T21:10:00.000Z");
  });

  it("says beside it what else was used lately, and what was not", () => {
    const other = watched({ versionId: TWO, title: "Study design", uniqueSeconds: 24, replayed: [] });
    const flat = Array.from({ length: 30 }, (_, second) => (second < 24 ? 1 : 0));
    const viewed = [watched(), { ...other, playsPerSecond: flat, visitsPerSecond: flat }];
    const third = { versionId: "ver_3" as VersionInsight["versionId"], title: "Dosing card" };
    const onPage = [...facts().onPage, third];
    expect(nextConversation(facts({ viewed, onPage })).facts.map(({ text }) => text)).toEqual([
      "Played 0:12 to 0:18 of ‘First weeks’ again",
      "Saw 24 s of 30 s of ‘Study design’",
      "‘Dosing card’ is on the page and not opened yet",
    ]);
  });

  it("INV-4: knows nothing of viewing where suggestions from it are not permitted", () => {
    const next = nextConversation(facts());
    expect(next.heading).toBe("Ask Dr Brennan what would be useful on the page.");
    expect(JSON.stringify(next)).not.toMatch(/replay|saw|went back|opened/i);
  });

  it("shows the rest of what was seen by less than half", () => {
    const seen = Array.from({ length: 30 }, (_, second) => (second < 9 ? 1 : 0));
    const viewed = [watched({ playsPerSecond: seen, visitsPerSecond: seen, uniqueSeconds: 9 })];
    expect(nextConversation(facts({ viewed })).heading).toBe("Show the rest of ‘First weeks’.");
  });

  it("brings what was not opened yet", () => {
    const once = Array.from({ length: 30 }, () => 1);
    const next = nextConversation(facts({ viewed: [watched({ playsPerSecond: once })] }));
    expect(next.heading).toBe("Bring ‘Study design’: it is new to them.");
    expect(next.bring[0]).toBe("Study design");
  });

  it("dates a replay by the visit in which it was, not by the last visit", () => {
    const lastReplayAt = "2026-11-21T08:00:00.000Z";
    const next = nextConversation(facts({ viewed: [watched({ lastReplayAt })] }));
    expect(next.facts[0]?.at).toBe(lastReplayAt);
  });

  it("does not rest on viewing that is older than 14 days, or on what is no longer on the page", () => {
    const old = watched({ lastAt: "2026-11-01T10:00:00.000Z" });
    expect(nextConversation(facts({ viewed: [old] })).heading).toContain("Study design");
    const gone = watched({ versionId: "ver_9" as VersionInsight["versionId"] });
    expect(nextConversation(facts({ viewed: [gone] })).heading).not.toContain("0:12");
  });

  it("asks for permission first, and after a withdrawal leaves it to the HCP", () => {
    expect(nextConversation(facts({ mayWrite: [] })).heading).toBe("Ask Dr Brennan how to stay in touch.");
    const left = nextConversation(facts({ mayWrite: [], withdrawn: true, viewed: [watched()] }));
    expect(left.heading).toBe("Leave it to Dr Brennan to write first.");
    expect(left.opener).toBeUndefined();
  });

  it("asks for an address that works when the last message came back", () => {
    const next = nextConversation(facts({ bounced: { at: LAST, channel: "email" }, viewed: [watched()] }));
    expect(next.heading).toBe("Ask Dr Brennan for an address that works.");
    expect(next.facts).toEqual([
      { kind: "message", text: "The last e-mail came back", at: LAST, where: "timeline" },
    ]);
  });

  it("NBA-3: offers words that quote active acts only, and never the viewing", () => {
    const ownActs = [
      { at: "2026-11-03T10:00:00.000Z", action: "doi_confirmed", channel: "email", dataUse: "send" },
    ] as const;
    const { opener } = nextConversation(facts({ ownActs, viewed: [watched()] }));
    expect(opener).toBe(
      "You asked for information by e-mail. I brought ‘First weeks’; shall we look at it together?",
    );
    expect(opener).not.toMatch(/watch|saw|replay|visit|went back|notic/i);
    expect(nextConversation(facts({ viewed: [watched()] })).opener).toBeUndefined();
  });

  it.each([
    ["permitted counting alone", { action: "grant", dataUse: "track_individual" }, ["email"]],
    [
      "permitted open tracking alone",
      { action: "grant", dataUse: "track_opens", channel: "email" },
      ["email"],
    ],
    [
      "asked by a way that was stopped since",
      { action: "grant", dataUse: "send", channel: "sms" },
      ["email"],
    ],
  ] as const)("NBA-3: quotes no request of somebody who %s", (_, act, mayWrite) => {
    const ownActs = [{ at: "2026-11-20T10:00:00.000Z", ...act }];
    expect(nextConversation(facts({ ownActs, mayWrite })).opener).toBeUndefined();
  });

  it.each([facts(), facts({ viewed: [watched()] }), facts({ mayWrite: [] }), facts({ onPage: [] })])(
    "has one to three facts behind it",
    (some) => {
      expect(nextConversation(some).facts.length).toBeGreaterThanOrEqual(1);
      expect(nextConversation(some).facts.length).toBeLessThanOrEqual(3);
    },
  );
});
