import { describe, expect, it } from "vitest";
import { CaptureShape, ConsentRecordShape } from "./evidence.fixture.ts";
import { type Ask, CAME_BY, captureOf, optOutOf, type Signature, STOPS, WAYS } from "./evidence.ts";

const AT = "2026-11-24T09:00:00.000Z";
const ASK = { textVersion: "in-person.sms.en.1", textSha256: "a".repeat(64) } as Ask;
const SIGNATURE: Signature = { kind: "drawn", width: 400, height: 150, strokes: [[[1, 1, 0]]] };

describe("what a rep records in person", () => {
  it.each(WAYS)("is a capture that the API takes: %s", (way) => {
    const long = "a name that is much longer than any name ".repeat(20);
    for (const reference of ["F-1", long]) {
      const capture = captureOf([ASK], way, { reference, signature: SIGNATURE });
      expect(CaptureShape.safeParse(capture).error).toBeUndefined();
      expect(capture.signature === undefined).toBe(way !== "signed");
    }
  });

  it.each(STOPS.flatMap((stop) => CAME_BY.map((by) => [stop, by] as const)))(
    "is an opt-out that the API takes: %s by %s (CON-14)",
    (stop, by) => {
      for (const reference of ["", "  ", "L-7", "x".repeat(400)]) {
        const optOut = optOutOf(stop, { at: AT, by, reference });
        expect(ConsentRecordShape.safeParse(optOut).error).toBeUndefined();
        expect(optOut.saidAt).toBe(AT);
      }
    },
  );
});
