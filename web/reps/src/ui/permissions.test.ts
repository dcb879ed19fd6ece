import { describe, expect, it } from "vitest";
import type { ConsentEntry } from "../../../../shared/contracts/consent.ts";
import { howItStands, permissionsOf } from "./permissions.ts";

const asked = {
  at: "2026-11-10T09:30:00.000Z",
  action: "doi_requested",
  actor: "rep",
  method: "paper",
  channel: "email",
  dataUse: "send",
} as ConsentEntry;
const date = (at: string) => at.slice(0, 10);
const how = (consent: Parameters<typeof permissionsOf>[0], id: string) => {
  const permission = permissionsOf(consent).find((one) => one.id === id);
  return permission === undefined ? undefined : howItStands(permission, date);
};

describe("how a permission stands", () => {
  it("tells an unanswered question from one that was never asked", () => {
    const standing = [{ channel: "email", dataUse: "send", state: "none" }] as const;
    expect(how({ standing, timeline: [asked] }, "email")).toBe("asked, not confirmed in time, 2026-11-10");
    expect(how({ standing, timeline: [asked] }, "sms")).toBe("not asked yet");
    expect(how({ standing, timeline: [] }, "email")).toBe("not asked yet");
  });

  it("tells whose act it was", () => {
    const standing = [{ channel: "email", dataUse: "send", state: "granted" }] as const;
    const confirmed = { ...asked, action: "doi_confirmed", actor: "hcp", method: "doi_button" } as const;
    expect(how({ standing, timeline: [asked, confirmed] }, "email")).toBe("by own button press, 2026-11-10");
  });
});
