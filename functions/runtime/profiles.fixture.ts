import { stageNamed } from "../../infra/config.ts";
import { openProfiles } from "./profiles.ts";

/** The profiles that ship, as the stage of the tests believes them. */
export const demoProfiles = openProfiles(JSON.stringify(stageNamed("dev").profileSigners));
