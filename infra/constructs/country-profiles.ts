import { PROFILE_ROLES } from "../../shared/model/signed-profile.ts";
import { ENV } from "../../shared/names.ts";
import type { Stage } from "../config.ts";
import { demoKey } from "../demo-signers.ts";
import { publicKeyText } from "../profile-signing.ts";
import type { Fn } from "./fn.ts";

/**
 * Lets functions act by country profiles: they get the people whose signatures under them count in this stage.
 * @throws Error when a stage other than dev believes a demo person, whose key everybody has
 */
export function trustProfiles({ name, profileSigners }: Stage, ...functions: readonly Fn[]): void {
  const demo = PROFILE_ROLES.map((role) => publicKeyText(demoKey(role)));
  const stranger = profileSigners.find(({ publicKey }) => name !== "dev" && demo.includes(publicKey));
  if (stranger !== undefined)
    throw new Error(`${stranger.name} signs for the demo only: take them out of profileSigners of ${name}`);
  for (const fn of functions) fn.setEnvironment(ENV.profileSigners, JSON.stringify(profileSigners));
}
