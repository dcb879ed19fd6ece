import { expect, it } from "vitest";
import { AnswerLost, ApiProblem } from "../../../client/client.ts";
import { wordsOf } from "./error-words.ts";

it("says of a lost answer that nobody knows, and that trying again is safe where it is", () => {
  const { title, detail } = wordsOf(new AnswerLost("same"));
  expect(title).toBe("We do not know whether this was done");
  expect(detail).toContain("Trying again is safe");
});

it("warns of a second one where nothing keeps a second try from making it", () => {
  const { detail } = wordsOf(new AnswerLost("another"));
  expect(detail).toContain("before you try again");
  expect(detail).not.toMatch(/safe|nothing was/i);
});

it("keeps the simple words for what only reads, and for what never left", () => {
  for (const error of [new AnswerLost("none"), new TypeError("Failed to fetch")])
    expect(wordsOf(error).detail).toBe("The line seems to be down. Nothing was sent or changed.");
});

it("tells a refusal in the API's own words, with the end of its reference", () => {
  const problem = {
    type: "urn:invito:error:conflict",
    title: "Somebody else was first",
    status: 409,
    code: "conflict",
    detail: "Read it again.",
    requestId: "0123456789abcdef",
  } as const;
  expect(wordsOf(new ApiProblem(problem))).toEqual({
    title: "Somebody else was first",
    detail: "Read it again.",
    reference: "89abcdef",
  });
});

it("claims nothing about what failed in a way nobody thought of", () => {
  expect(wordsOf(new Error("surprise")).detail).not.toMatch(/nothing was/i);
});
