import { expect, it } from "vitest";
import { CASE, NOTE, TOGETHER } from "./outreach.ts";
import { repOf } from "./play.ts";
import { AFTER_HOURS, SCHEDULED, STORIES } from "./stories.ts";

const storyOf = (id: string) => STORIES.find((story) => story.id === id);

it("Ana invites people of her own together, of whom some agreed and have a page that nobody showed them yet", () => {
  expect(new Set(TOGETHER).size).toBe(TOGETHER.length);
  expect(TOGETHER.map(repOf)).toEqual(TOGETHER.map(() => "ana"));
  const free = TOGETHER.filter((id) => {
    const story = storyOf(id);
    return story?.page !== undefined && story.invited === undefined && story.consent !== "none";
  });
  expect(free.length).toBeGreaterThanOrEqual(3);
});

it("a case is among them, and nobody who is written to otherwise on that day", () => {
  expect(TOGETHER).toContain(CASE.id);
  for (const id of [NOTE.id, AFTER_HOURS.id, SCHEDULED.id]) expect(TOGETHER).not.toContain(id);
});

it("the note is typed to somebody who was not invited yet", () => {
  expect(storyOf(NOTE.id)).toMatchObject({ consent: "confirmed" });
  expect(storyOf(NOTE.id)?.invited).toBeUndefined();
});
