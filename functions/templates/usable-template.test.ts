import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, instantText } from "../../shared/model/time.ts";
import {
  approvedOf,
  decidedTemplate,
  draftOf,
  inReviewOf,
  NOW,
  REVIEWER,
  SMS_TEXT,
} from "./template.fixture.ts";
import { supersedeTemplate, withdrawTemplate } from "./template-state.ts";
import { shownTemplateState, usableTemplate } from "./usable-template.ts";

const USE = { country: "IE", language: "en-IE", channel: "sms", now: NOW } as const;

describe("a template may be used (INV-2, MLR-9)", () => {
  it("only where, in what and how it was approved, and until the instant before its end (MLR-6)", () => {
    const end = NOW + DAY;
    const template = approvedOf(SMS_TEXT, { expiresAt: instantText(end) });
    const country = fc.constantFrom("IE", "GB", "DE", "");
    const language = fc.constantFrom("en-IE", "en-GB", "de-DE");
    const channel = fc.constantFrom("sms" as const, "email" as const);
    const now = fc.constantFrom(NOW, end - 1, end, end + 1);
    fc.assert(
      fc.property(country, language, channel, now, (...[where, what, how, when]) => {
        const right = ["IE", "GB"].includes(where) && what === "en-IE" && how === "sms" && when < end;
        const use = { country: where, language: what, channel: how, now: when };
        expect(usableTemplate(template, use).usable).toBe(right);
        expect(shownTemplateState(template, when)).toBe(when < end ? "approved" : "expired");
      }),
    );
  });

  it("in no other state than approved, and not where a newer one has taken its place", () => {
    const template = approvedOf();
    const over = supersedeTemplate(template, ["IE"], NOW);
    const withdrawn = decidedTemplate(withdrawTemplate(template, "regulator", REVIEWER, NOW));
    for (const [version, reason] of [
      [draftOf(), "not approved"],
      [inReviewOf(), "not approved"],
      [withdrawn, "withdrawn"],
      [over, "replaced by a newer version"],
      [supersedeTemplate(template, ["IE", "GB"], NOW), "replaced by a newer version"],
    ] as const)
      expect(usableTemplate(version, USE)).toEqual({ usable: false, reason });
    expect(usableTemplate(over, { ...USE, country: "GB" })).toMatchObject({ usable: true });
  });
});
