import { expect, it } from "vitest";
import { followUps, justNow, type TodayPerson } from "./follow-up.ts";

const item = (title: string, replayed = false) =>
  ({
    versionId: `ver_${title}`,
    title,
    activeSeconds: 10,
    watchedSeconds: 10,
    replayed,
  }) as TodayPerson["visits"][number]["items"][number];
const visit = (at: string, ...items: TodayPerson["visits"][number]["items"]) =>
  ({ visitId: `vis_${at}`, at, items }) as TodayPerson["visits"][number];
const person = (firstEver: boolean, ...visits: TodayPerson["visits"]) =>
  ({
    hcp: {
      hcpId: "hcp_1",
      firstName: "Áine",
      lastName: "Ní Bhriain",
      specialty: "Cardiology",
      timeZone: "Europe/Dublin",
    },
    firstEver,
    visits,
  }) as TodayPerson;
const AT = "2026-11-24T09:00:00.000Z";

it("leads with what was repeated, then what was opened, and dates each fact", () => {
  const [found] = followUps([person(false, visit(AT, item("Monitoring"), item("Dose steps", true)))]);
  expect(found?.headline).toBe("Bring ‘Dose steps’ and offer ten minutes on it");
  expect(found?.facts.map(({ kind }) => kind)).toEqual(["replayed", "looked", "again"]);
  expect(found?.facts.every(({ at }) => at === AT)).toBe(true);
});

it("says hello where nothing was opened yet", () => {
  expect(followUps([person(true, visit(AT))])[0]).toMatchObject({
    headline: "Say hello: the page is in use now",
    facts: [{ kind: "first" }],
  });
});

it("never has more than three facts, nor the same piece twice", () => {
  const [found] = followUps([
    person(
      false,
      visit(AT, item("A"), item("B"), item("C")),
      visit("2026-11-23T09:00:00.000Z", item("A"), item("D")),
    ),
  ]);
  expect(found?.facts).toHaveLength(3);
  expect(new Set(found?.facts.map(({ words }) => words)).size).toBe(3);
});

it("offers no words about viewing, ranks or scores", () => {
  const [found] = followUps([person(false, visit(AT, item("Dose steps", true)))]);
  expect(found?.headline).not.toMatch(/watch|view|play|seconds|\d/i);
});

it("calls the last day just now", () => {
  const now = Date.parse(AT);
  const people = [
    person(true, visit("2026-11-24T08:00:00.000Z")),
    person(true, visit("2026-11-22T08:00:00.000Z")),
  ];
  expect(justNow(people, now).map((one) => one.visit.at)).toEqual(["2026-11-24T08:00:00.000Z"]);
});
