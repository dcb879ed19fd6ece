import { consentApi } from "../../../../../shared/contracts/consent.ts";

/** What the API takes; for tests only, because it brings the validator. */
export const CaptureShape = consentApi.endpoints.captureConsent.body;
export const ConsentRecordShape = consentApi.endpoints.recordConsent.body;
