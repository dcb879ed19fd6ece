import { describe, expect, it } from "vitest";
import { DENIAL_CODES } from "../../../../../shared/model/send-verdict.ts";
import { type VerdictScene, verdictWords } from "./verdict-words.ts";

const VERSION = "ver_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const scene: VerdictScene = {
  name: "Dr Byrne",
  channel: "email",
  zone: "Europe/Dublin",
  country: "GB",
  now: Date.parse("2026-11-24T10:00:00Z"),
  titles: new Map([[VERSION, "Titration card"]]),
};
const deny = (code: string, words = "Why", earliestAt?: string) =>
  verdictWords(
    { verdict: "DENY", reason: { code, words, ...(earliestAt === undefined ? {} : { earliestAt }) } },
    scene,
  );

describe("a verdict in words", () => {
  it("says when a delayed message leaves, on the HCP's clock", () => {
    const until = "2026-11-25T08:30:00.000Z";
    const reason = { code: "QUIET_HOURS", words: "Outside the hours", earliestAt: until };
    expect(verdictWords({ verdict: "DELAY", until, reason }, scene)).toMatchObject({
      tone: "wait",
      heading: "Leaves 25 Nov, 08:30",
      sentence: "Outside the hours. Everything is checked again then.",
    });
  });

  it("says of a note for compliance what nobody has checked yet", () => {
    const reason = { code: "HOLD", words: "Compliance reads it first" };
    expect(verdictWords({ verdict: "HOLD", queue: "free_text", reason }, scene).sentence).toBe(
      "Compliance reads it first. Frequency and hours are checked once it is released.",
    );
  });

  it("offers the first day after a cap", () => {
    expect(deny("FREQ_CAP", "Received 4 texts.", "2026-12-03T09:00:00.000Z")).toMatchObject({
      heading: "Not before 3 Dec",
      next: { kind: "schedule", at: "2026-12-03T09:00:00.000Z" },
    });
  });

  it("offers what opens a cap sooner than time does", () => {
    const cap = (remedy: "something_new" | "other_channel") =>
      verdictWords(
        {
          verdict: "DENY",
          reason: { code: "FREQ_CAP", words: "Why", earliestAt: "2027-02-03T09:00:00.000Z", remedy },
        },
        scene,
      );
    expect(cap("something_new")).toMatchObject({ heading: "Not before 3 Feb 2027", next: { kind: "page" } });
    expect(cap("other_channel")).toMatchObject({ next: { kind: "other-channel", label: "Use a text" } });
  });

  it("names the piece and not its number", () => {
    const { sentence, next } = deny("CONTENT_NOT_USABLE", `${VERSION}: expired. Take it out of the space.`);
    expect(sentence).toBe("“Titration card”: expired. Take it out of the space.");
    expect(next).toEqual({ kind: "page", label: "Change the page" });
  });

  it("has words of its own for every code, and the same for all that must not be told", () => {
    const untold = ["HCP_INELIGIBLE", "CASE_HOLD", "NOT_AVAILABLE"];
    const headings = DENIAL_CODES.filter((code) => !untold.includes(code)).map((code) => deny(code).heading);
    expect(new Set(headings).size).toBe(headings.length);
    expect(headings).not.toContain("Not available for this contact");
    expect(new Set(untold.map((code) => JSON.stringify(deny(code, "secret")))).size).toBe(1);
    expect(deny("CASE_HOLD", "secret").sentence).toBe("");
  });

  it("names the country with its article", () => {
    expect(deny("PROFILE_OFF").heading).toBe("E-mail is not switched on for the United Kingdom");
  });
});
