import { ENV } from "../../shared/names.ts";
import type { Stage } from "../config.ts";
import type { Fn } from "./fn.ts";

/** Lets functions act by country profiles: they get the people whose signatures under them count in this stage. */
export function trustProfiles(stage: Stage, ...functions: readonly Fn[]): void {
  for (const fn of functions) fn.setEnvironment(ENV.profileSigners, JSON.stringify(stage.profileSigners));
}
