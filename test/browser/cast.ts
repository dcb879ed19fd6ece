import { inject } from "vitest";
import type { DataUse } from "../../shared/model/consent.ts";
import { arrange, publish } from "../journeys/film.ts";
import { connect, type House } from "../journeys/house.ts";
import { invite } from "../journeys/invited.ts";
import { bringIn, consentTo, person } from "../journeys/people.ts";
import { workersOwn } from "../workers-own.ts";

/** The house of this worker. */
export function theHouse(): House {
  const { houses, claims } = inject("browserHouses");
  return connect(workersOwn(houses, claims));
}

/** Somebody with an invitation in the mailbox. */
export interface Guest {
  readonly hcpId: string;
  readonly name: string;
  readonly email: string;
  /** The link of the invitation. */
  readonly link: string;
  readonly versionId: string;
}

/**
 * Brings a person in who agreed to mails, and invites them to a page with one film.
 * @param who with `versionId` no film is published
 */
export async function guest(
  house: House,
  who: {
    readonly id: string;
    readonly uses?: readonly Exclude<DataUse, "send" | "track_opens">[];
    readonly versionId?: string;
  },
): Promise<Guest> {
  const { id, uses = [] } = who;
  const email = `${id.toLowerCase()}@example.com`;
  const versionId = who.versionId ?? (await publish(house)).versionId;
  const { hcpId, link } = await invite(house, { id, territory: "GB-80", email, uses, versionId });
  return { hcpId, name: "Dr. Orla Brennan", email, link, versionId };
}

/**
 * Brings a person in who agreed to mails and has a page, and whom nobody has written to yet.
 * @returns the id
 */
export async function newcomer(house: House, id: string, lastName: string): Promise<string> {
  const email = `${id.toLowerCase()}@example.com`;
  const row = { external_id: id, last_name: lastName, email, territory: "GB-80" };
  const { hcpId } = person(await bringIn(house, [row]), id);
  await consentTo(house, hcpId, "email");
  await arrange(house, hcpId, [(await publish(house)).versionId]);
  return hcpId;
}
