import { HOUR, SECOND } from "../../shared/model/time.ts";
import { BROWSERS } from "../../test/corpus/link-requests.ts";
import type { LinkEvidence, LinkFetch, LinkPress } from "./fetch-class.ts";

export const DELIVERED = Date.parse("2026-11-24T10:00:00.000Z");
export const PHONE = { userAgent: BROWSERS.iphone, address: "192.0.2.7", asn: "64496", country: "IE" };
export const OFFICE = {
  userAgent: BROWSERS["a clinic's computer"],
  address: "198.51.100.9",
  asn: "64497",
  country: "IE",
};
export const MICROSOFT = { ...OFFICE, address: "203.0.113.4", asn: "8075" };

/** A request of the gate by a phone, an hour after the delivery. */
export const fetched = (more: Partial<LinkFetch> = {}): LinkFetch => ({
  at: DELIVERED + HOUR,
  page: "gate",
  ...PHONE,
  ...more,
});

/** A person's press on that phone, seconds later. */
export const pressed = (more: Partial<LinkPress> = {}): LinkPress => ({
  at: DELIVERED + HOUR + 5 * SECOND,
  visitId: "vis_1",
  offered: "vis_1",
  heldMs: 5000,
  pressedBy: "touch",
  dwellMs: 4800,
  tracked: true,
  ...PHONE,
  ...more,
});

/** All evidence about the links of a message. */
export const links = (
  fetches: readonly LinkFetch[],
  presses: readonly LinkPress[] = [],
  channel: LinkEvidence["channel"] = "email",
): LinkEvidence => ({ channel, deliveredAt: DELIVERED, fetches, presses });
