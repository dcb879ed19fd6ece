import { ENV } from "../../shared/names.ts";
import type { ProviderReadiness } from "./message-sender.ts";

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

/** What decides whether texts have a way out: for functions that only say so. */
export function textSettings(optionalEnv: (name: string) => string | undefined) {
  return {
    smsApplicationId: optionalEnv(ENV.pinpointApplicationId),
    smsOrigination: optionalEnv(ENV.smsOriginationIdentity),
    smsConfigurationSet: optionalEnv(ENV.smsConfigurationSet),
    smsMaxPrice: optionalEnv(ENV.smsMaxPrice),
  };
}

/** Pure: which channels have a way out: e-mail always, texts where an application or a number is named (PROFILE_OFF). */
export function readinessOf(
  settings: Pick<SenderSettings, "smsApplicationId" | "smsOrigination">,
): ProviderReadiness {
  return {
    sms: settings.smsApplicationId !== undefined || settings.smsOrigination !== undefined,
    email: true,
  };
}
