import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { DAY } from "../../shared/model/time.ts";
import { lengthOf } from "./films/film.ts";
import { FILMS } from "./films/films.ts";
import { PAPERS, PIECES } from "./pieces.ts";
import { repOf } from "./play.ts";
import { STORIES } from "./stories.ts";
import { at } from "./week.ts";

const rows = readFileSync(resolve(import.meta.dirname, "hcps.csv"), "utf8")
  .trim()
  .split("\n")
  .slice(1);
const people = new Map(rows.map((row) => row.split(",")).map((row) => [row[0], row]));
const countryOf = (id: string) => people.get(id)?.[9];
const minutesIn = (timeZone: string, instant: number) => {
  const wall = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  return wall.format(instant);
};

describe("the stories of the demo data", () => {
  it("are about forty people in four countries, each told once", () => {
    expect(people.size).toBe(40);
    expect(new Set([...people.values()].map((row) => row[9]))).toEqual(new Set(["IE", "GB", "DE", "FR"]));
    expect(new Set(STORIES.map(({ id }) => id)).size).toBe(STORIES.length);
    for (const { id } of STORIES) expect(people.has(id)).toBe(true);
  });

  it("are played by the rep of the country", () => {
    for (const { id } of STORIES) {
      expect(repOf(id)).toBe(["IE", "GB"].includes(countryOf(id) ?? "") ? "ana" : "ben");
    }
  });

  it("show what is approved for the country, for as long as it lasts", () => {
    for (const { id, page = [], visits = [] } of STORIES) {
      for (const piece of page)
        expect({ ...PIECES, ...PAPERS }[piece]).toMatchObject({ country: countryOf(id), fate: "approved" });
      for (const { paper } of visits.flatMap(({ read = [] }) => read)) expect(page).toContain(paper);
      for (const { piece, spans } of visits.flatMap(({ watched }) => watched)) {
        expect(page).toContain(piece);
        const seconds = lengthOf(FILMS[PIECES[piece].film]);
        for (const [from, to] of spans)
          expect([0 <= from, from < to, to <= seconds]).toEqual([true, true, true]);
      }
    }
  });

  it("invite in office hours, in summer and winter, and are visited after that", () => {
    for (const { id, invited, visits = [] } of STORIES) {
      const [hours, zone] = [profileOf("IE").contactHours.wed, people.get(id)?.[12] ?? ""];
      for (const day of invited === undefined ? [] : ["2026-01-14", "2026-07-15"]) {
        const wall = minutesIn(zone, at(Date.parse(day), invited?.at[1] ?? ""));
        expect([(hours?.[0] ?? "") <= wall, wall < (hours?.[1] ?? "")]).toEqual([true, true]);
      }
      const invitedAt =
        invited === undefined ? Number.POSITIVE_INFINITY : at(invited.at[0] * DAY, invited.at[1]);
      for (const visit of visits) expect(at(visit.at[0] * DAY, visit.at[1])).toBeGreaterThan(invitedAt);
    }
  });

  it("have a question for the rep and one for medical information that nobody answered yet", () => {
    const topics = STORIES.flatMap(({ visits = [] }) => visits.flatMap(({ asks }) => asks?.topic ?? []));
    expect(topics.sort()).toEqual(["medicine", "talks"]);
  });

  it("confirm by own hand where the country asks for it", () => {
    for (const { id, consent, invited } of STORIES) {
      if (invited === undefined || consent === "none") continue;
      const country = countryOf(id) as "IE" | "GB" | "DE" | "FR";
      expect(consent).toBe(profileOf(country).email.doubleOptIn ? "confirmed" : "paper");
    }
  });
});
