import type { DataUse } from "../../shared/model/consent.ts";
import { arrange, publish } from "./film.ts";
import { HcpPhone, type PageOnPhone } from "./hcp-phone.ts";
import { type House, until } from "./house.ts";
import { bringIn, consentTo, person } from "./people.ts";

/** Somebody who got an invitation. */
export interface Invited {
  readonly hcpId: string;
  readonly versionId: string;
  /** The link of the invitation. */
  readonly link: string;
}

/**
 * Brings an HCP in, collects consent, publishes a film and invites.
 * @param who with `versionId` no film is published
 */
export async function invite(
  house: House,
  who: {
    readonly id: string;
    readonly territory: string;
    readonly email: string;
    readonly uses?: readonly Exclude<DataUse, "send" | "track_opens">[];
    readonly versionId?: string;
  },
): Promise<Invited> {
  const { id, territory, email } = who;
  const people = await bringIn(house, [{ external_id: id, territory, email }]);
  const { hcpId } = person(people, id);
  await consentTo(house, hcpId, "email", who.uses ?? []);
  const versionId = who.versionId ?? (await publish(house)).versionId;
  await arrange(house, hcpId, [versionId]);
  await house.as("rep").call("composeMessage", { body: { hcpId, channel: "email" } });
  const link = await linkTo(house, email, "/s/");
  return { hcpId, versionId, link };
}

/** Waits for a mail with a link of this kind. */
export function linkTo(house: House, email: string, kind: "/s/" | "/c/"): Promise<string> {
  return until(`a mail with ${kind}`, async () =>
    (await house.inbox(email)).flatMap((mail) => mail.links).find((one) => one.includes(kind)),
  );
}

/** Opens a link and confirms with an own tick. */
export async function confirmed(
  house: House,
  link: string,
): Promise<{ readonly phone: HcpPhone; readonly space: PageOnPhone }> {
  const phone = new HcpPhone(house.address.hcp);
  const space = await phone.submit(await phone.open(link), { attest: "yes" });
  return { phone, space };
}

/** A beacon that says no more than that a film came on screen. */
export function opening(versionId: string, seq = 0) {
  return { seq, items: [versionId], k: [3], i: [0], a: [0], b: [0], r: [100] };
}
