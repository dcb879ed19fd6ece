import { describe, expect, it } from "vitest";
import { UserId } from "../../shared/model/ids.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import { approvedVersion, inReview, NOW } from "../content/version.fixture.ts";
import { maySee } from "./viewing.ts";

describe("who may see a film", () => {
  const caller = (...roles: Role[]): Caller => ({ userId: UserId.parse("u"), name: "U", roles });
  it.each<[string, Role[], boolean, boolean]>([
    ["a rep, only what is approved", ["rep"], false, true],
    ["a marketer, everything", ["marketer"], true, true],
    ["a reviewer who is a rep too, everything", ["rep", "reviewer"], true, true],
  ])("%s", (_, roles, unapproved, approved) => {
    expect(maySee(caller(...roles), inReview(), NOW)).toBe(unapproved);
    expect(maySee(caller(...roles), approvedVersion(), NOW)).toBe(approved);
  });

  it("a rep no more from the instant of expiry", () => {
    const version = approvedVersion();
    const end = Date.parse(version.expiresAt);
    expect([maySee(caller("rep"), version, end - 1), maySee(caller("rep"), version, end)]).toEqual([
      true,
      false,
    ]);
  });
});
