import { expect, test } from "vitest";
import type { ConsentEntry } from "../../../../../shared/contracts/consent.ts";
import { proofWords } from "./proof-words.ts";

const eventId = "cev_01M72CSF0432CJX14NRDWB1V65" as ConsentEntry["eventId"];
const timeline = [{ eventId, at: "2026-11-10T09:31:00.000Z" }];

test("a confirmation names the request that it answers by its time", () => {
  expect(proofWords({ reference: eventId }, timeline, "Europe/Dublin", true)).toBe(
    "the request of 10 Nov, 09:31",
  );
});

test("an id is shown to those who may look it up, and to a rep that there is one", () => {
  const message = { reference: "msg_01M7SK3XGA3D0T6PEW77FP4H8M" };
  expect(proofWords(message, timeline, undefined, true)).toBe(message.reference);
  expect(proofWords(message, timeline, undefined, false)).toBe("on record");
});

test("the reference of a paper is shown as it was written", () => {
  expect(proofWords({ reference: "card-0007" }, timeline, undefined, false)).toBe("card-0007");
});
