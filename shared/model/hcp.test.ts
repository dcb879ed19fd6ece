import { describe, expect, it } from "vitest";
import { nameInMails } from "./hcp.ts";

describe("the name in a mail", () => {
  it.each([
    ["Dr.", "Dr. Becker"],
    [undefined, "José Becker"],
    ["", "José Becker"],
  ])("with title %j is %s", (title, name) => {
    expect(nameInMails({ title, firstName: "José", lastName: "Becker" })).toBe(name);
  });
});
