import type { Role } from "../../shared/model/roles.ts";
import { film, publish } from "../journeys/film.ts";
import type { House } from "../journeys/house.ts";
import { align } from "../journeys/people.ts";

/** Tuesday, 10:00 in London: inside every window for hours to come, so that the gate allows. */
export const START = "2026-11-24T10:00:00Z";
export const TERRITORY = "GB-01";
const ROLES: readonly Role[] = ["rep", "admin", "marketer", "reviewer"];

/** What everybody in these tests works with. */
export interface Setting {
  readonly film: Blob;
  /** Approved versions of one film. */
  readonly versionIds: readonly string[];
}

/** Aligns the rep, brings a film through encoding and makes approved versions of it. Nothing is hurt yet. */
export async function prepare(house: House, versions: number): Promise<Setting> {
  // tokens are remembered, so that nobody has to ask for one while the house is away
  for (const role of ROLES) await house.userId(role);
  await align(house, TERRITORY);
  const first = await publish(house);
  const versionIds = [first.versionId];
  while (versionIds.length < versions) {
    const title = `Chapter ${versionIds.length + 1}`;
    versionIds.push((await publish(house, { assetId: first.assetId, title })).versionId);
  }
  return { film: film(), versionIds };
}
