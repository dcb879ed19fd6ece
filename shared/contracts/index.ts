import { choicePages, recordPages } from "./consent/choice-pages.ts";
import { doorPages } from "./consent/door-pages.ts";
import { consentPages } from "./consent/link-pages.ts";
import { confirmationRequested, consentApi, consentChanged } from "./consent.ts";
import { contentApi, versionApproved, versionWithdrawn } from "./content.ts";
import { directoryUploads } from "./directory/imports.ts";
import { directoryApi } from "./directory.ts";
import type { ApiGroup } from "./endpoint.ts";
import { engagementApi } from "./engagement.ts";
import type { DomainEvent } from "./event.ts";
import { experimentsApi } from "./experiments.ts";
import { askPages, deskApi, inboundApi } from "./inbound.ts";
import { insightsApi } from "./insights.ts";
import { uploadsApi } from "./media/uploads.ts";
import { viewingApi } from "./media/viewing.ts";
import { assetsApi, assetUploaded, assetWithdrawn } from "./media.ts";
import { bulkApi } from "./messaging/bulk.ts";
import { mailPreviewApi } from "./messaging/preview.ts";
import { wordingApi } from "./messaging/wording.ts";
import { MESSAGING_EVENTS, messagingApi } from "./messaging.ts";
import { gateApi } from "./spaces/gate.ts";
import { sitePageApi, spacePageApi, spacePreviewApi } from "./spaces/pages.ts";
import { spaceChanged, spacesApi, visitConfirmed } from "./spaces.ts";
import { templatesApi } from "./templates.ts";

/** Every API group of the product: infra routes them, tests compare them, the OpenAPI page documents them. */
export const API_GROUPS = [
  directoryApi,
  directoryUploads,
  consentApi,
  consentPages,
  choicePages,
  doorPages,
  recordPages,
  contentApi,
  uploadsApi,
  assetsApi,
  viewingApi,
  messagingApi,
  mailPreviewApi,
  bulkApi,
  spacesApi,
  gateApi,
  spacePageApi,
  spacePreviewApi,
  sitePageApi,
  engagementApi,
  insightsApi,
  inboundApi,
  deskApi,
  askPages,
  experimentsApi,
  templatesApi,
  wordingApi,
] as const satisfies readonly ApiGroup[];

/** Every domain event of the product. */
export const DOMAIN_EVENTS: readonly DomainEvent[] = [
  consentChanged,
  confirmationRequested,
  versionApproved,
  versionWithdrawn,
  assetUploaded,
  assetWithdrawn,
  ...MESSAGING_EVENTS,
  spaceChanged,
  visitConfirmed,
];
