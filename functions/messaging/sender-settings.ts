import { ENV } from "../../shared/names.ts";
import { textSettings } from "./text-settings.ts";

export { readinessOf } from "./text-settings.ts";

/** What a stage's record says about the ways out, as functions get it in their environment. */
export interface SenderSettings {
  readonly from: string;
  readonly configurationSet: string;
  /** Then e-mail leaves through Pinpoint, else through SES. */
  readonly mailApplicationId?: string | undefined;
  /** Then texts leave through Pinpoint, else through End User Messaging. */
  readonly smsApplicationId?: string | undefined;
  /** Number or pool that texts leave from. */
  readonly smsOrigination?: string | undefined;
  readonly smsConfigurationSet?: string | undefined;
  readonly smsMaxPrice?: string | undefined;
}

/** Reads a stage's choice as infra's grants put it into the environment. */
export function senderSettings(
  env: (name: string) => string,
  optionalEnv: (name: string) => string | undefined,
): SenderSettings {
  return {
    from: env(ENV.senderAddress),
    configurationSet: env(ENV.sesConfigurationSet),
    mailApplicationId: optionalEnv(ENV.mailPinpointApplicationId),
    ...textSettings(optionalEnv),
  };
}
