import { ENV } from "../../shared/names.ts";
import type { ProviderReadiness } from "./message-sender.ts";

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
export function readinessOf(settings: {
  readonly smsApplicationId?: string | undefined;
  readonly smsOrigination?: string | undefined;
}): ProviderReadiness {
  return {
    sms: settings.smsApplicationId !== undefined || settings.smsOrigination !== undefined,
    email: true,
  };
}
