import { describe, expect, it } from "vitest";
import { ConsentRecordShape } from "./evidence.fixture.ts";
import { grantOf, WAYS, withdrawalOf } from "./evidence.ts";
import { ASKED, wordingOf } from "./wordings.ts";

const AT = "2026-11-24T09:00:00.000Z";

describe("what a rep records in person", () => {
  it.each(ASKED.flatMap((asked) => WAYS.map((way) => ({ id: asked.id, asked, way }))))(
    "is a record that the API takes: $id, $way",
    ({ asked, way }) => {
      const long = "a name that is much longer than any name ".repeat(20);
      for (const proof of ["Aoife Byrne", long])
        expect(ConsentRecordShape.safeParse(grantOf(asked, way, proof, AT)).error).toBeUndefined();
      expect(ConsentRecordShape.safeParse(withdrawalOf(asked, AT)).error).toBeUndefined();
    },
  );

  it("lets only the owner of an e-mail address confirm it", () => {
    const bodies = ASKED.map((asked) => [asked.id, grantOf(asked, "paper", "F-1", AT).doubleOptIn]);
    expect(bodies.filter(([, confirmed]) => confirmed)).toEqual([["email", true]]);
  });

  it("CON-5: has a wording for everything that is asked, with the company in it", () => {
    for (const { textVersion } of ASKED) {
      expect(wordingOf(textVersion, "Acme")).toContain("Acme");
      expect(wordingOf(textVersion, "Acme")).not.toContain("{");
    }
    expect(wordingOf("promo.email.en.1", "Acme")).toBeUndefined();
  });
});
