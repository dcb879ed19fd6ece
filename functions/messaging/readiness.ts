import type { ProviderReadiness } from "./message-sender.ts";

/** Pure: what the deployment's settings allow: e-mail needs no more than SES, texts need a Pinpoint application. */
export function readinessOf(pinpointApplicationId: string | undefined): ProviderReadiness {
  return { sms: pinpointApplicationId !== undefined, email: true };
}
