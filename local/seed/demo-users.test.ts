import { describe, expect, it } from "vitest";
import { demoUserOf } from "./demo-users.ts";

describe("a demo user", () => {
  it("is found by role, the first of several, and by name", () => {
    expect(demoUserOf("rep")?.username).toBe("ana");
    expect(demoUserOf("ben")?.groups).toEqual(["rep"]);
    expect(demoUserOf("nobody")).toBeUndefined();
  });
});
