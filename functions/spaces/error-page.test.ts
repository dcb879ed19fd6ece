import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/contracts/errors.ts";
import { spacesErrorPage } from "./error-page.ts";

const page = spacesErrorPage("Acme");

describe("the page behind an error", () => {
  it("gives the reference when it is our failure, and no detail of it", () => {
    const { status, html } = page(new AppError("internal", "the table is on fire"), "req-1");
    expect(status).toBe(500);
    expect(html).toContain("Reference req-1");
    expect(html).not.toContain("fire");
  });

  it("looks like an ended link for what no visitor's browser sends", () => {
    const { status, html } = page(new AppError("unsupported_media_type", "x"), "req-1");
    expect([status, html?.includes("This link has ended")]).toEqual([415, true]);
  });
});
