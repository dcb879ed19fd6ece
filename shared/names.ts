/**
 * Names on which infrastructure and function code must agree. Imports nothing, so that both sides may read it.
 */

/** Environment variables of the functions. A grant in infra sets the permission and the variable together. */
export const ENV = {
  recordsTable: "RECORDS_TABLE",
  peopleTable: "PEOPLE_TABLE",
  auditTable: "AUDIT_TABLE",
  restrictedTable: "RESTRICTED_TABLE",
  engagementTable: "ENGAGEMENT_TABLE",
  insightsTable: "INSIGHTS_TABLE",
  mediaBucket: "MEDIA_BUCKET",
  transferBucket: "TRANSFER_BUCKET",
  lakeBucket: "LAKE_BUCKET",
  auditArchiveBucket: "AUDIT_ARCHIVE_BUCKET",
  domainBus: "DOMAIN_BUS",
  dueQueueUrl: "DUE_QUEUE_URL",
  /** Secret ids in Secrets Manager, see SECRETS. */
  addressPepperSecret: "ADDRESS_PEPPER_SECRET",
  sessionKeySecret: "SESSION_KEY_SECRET",
  mediaSigningSecret: "MEDIA_SIGNING_SECRET",
  pseudonymKeySecret: "PSEUDONYM_KEY_SECRET",
  /** CloudFront public key id that signs media URLs. */
  mediaKeyPairId: "MEDIA_KEY_PAIR_ID",
  /** Value of the header by which the two distributions prove themselves to the APIs. */
  originSecret: "ORIGIN_SECRET",
  appOrigin: "APP_ORIGIN",
  hcpOrigin: "HCP_ORIGIN",
  transcodeRoleArn: "TRANSCODE_ROLE_ARN",
  senderAddress: "SENDER_ADDRESS",
  sesConfigurationSet: "SES_CONFIGURATION_SET",
  /** Set only where an account owns a Pinpoint application; then texts leave through Pinpoint v1. */
  pinpointApplicationId: "PINPOINT_APPLICATION_ID",
  /** The same for e-mail, which Pinpoint ended in October 2026 for all but those who have it in writing. */
  mailPinpointApplicationId: "MAIL_PINPOINT_APPLICATION_ID",
  smsOriginationIdentity: "SMS_ORIGINATION_IDENTITY",
  smsConfigurationSet: "SMS_CONFIGURATION_SET",
  /** The provider's opt-out list of the pool; absent where the stage names none. */
  smsOptOutList: "SMS_OPT_OUT_LIST",
  /** US dollars that one part of a text may cost at most. */
  smsMaxPrice: "SMS_MAX_PRICE",
  /** Milliseconds between two hand-offs of one instance, so that all together keep to the provider's rate. */
  mailGapMs: "MAIL_GAP_MS",
  smsGapMs: "SMS_GAP_MS",
  /** Millionths of a US dollar that one e-mail costs; texts say their price themselves. */
  microsPerMail: "MICROS_PER_MAIL",
  /** The company in whose name messages and pages speak. */
  companyName: "COMPANY_NAME",
  /** JSON list of the people whose signatures under country profiles count in this stage. */
  profileSigners: "PROFILE_SIGNERS",
  userPoolId: "USER_POOL_ID",
  userPoolClientId: "USER_POOL_CLIENT_ID",
  signInOrigin: "SIGN_IN_ORIGIN",
} as const;

/**
 * Secrets are made before the first deployment by `npm run make-secrets`, because losing the pepper would lose every
 * suppression (CON-3). Names carry the stage: `invito/<stage>/<name>`.
 */
export const SECRETS = {
  /** 32 random bytes, base64; keyed hash of addresses. Never rotated. */
  addressPepper: "address-pepper",
  /** 32 random bytes, base64; signs HCP session cookies and form nonces. */
  sessionKey: "session-key",
  /** JSON { privateKey, publicKey } PEM, RSA 2048; signs CloudFront media URLs. */
  mediaSigning: "media-signing",
  /** 32 random bytes, base64; pseudonyms of the analyst export (domain-rules 8.3). */
  pseudonymKey: "pseudonym-key",
  /** Random text; header between CloudFront and the APIs. */
  origin: "origin",
} as const;

/** Header that carries ENV.originSecret from CloudFront to the APIs. */
export const ORIGIN_SECRET_HEADER = "x-invito-origin";

/** The viewer's Accept-Encoding as infra/edge/viewer-encodings.edge.js hands it on, lower-case as functions get it. */
export const VIEWER_ENCODINGS_HEADER = "x-invito-encodings";

/** Key prefixes of the buckets. Only `previews/` is public, only `renditions/` is served signed. */
export const MEDIA_PREFIX = {
  originals: "originals/",
  renditions: "renditions/",
  previews: "previews/",
  withdrawn: "withdrawn/",
} as const;
export const TRANSFER_PREFIX = { imports: "imports/", reports: "reports/" } as const;
export const LAKE_PREFIX = { raw: "raw/", export: "export/" } as const;

/** `source` of every event on the domain bus; the detail type is the event's own name. */
export const DOMAIN_EVENT_SOURCE = "invito";

/** Generic indexes of every capability table; `gsi<n>pk` and `gsi<n>sk` are strings. */
export const INDEXES = ["gsi1", "gsi2", "gsi3", "gsi4"] as const;

/** Attribute with the epoch second after which DynamoDB may delete the item. */
export const TTL_ATTRIBUTE = "expiresAt";

/** CloudWatch metric namespace and names (embedded metric format). */
export const METRICS = {
  namespace: "Invito",
  messageUnknown: "MessageUnknown",
  channelHeld: "ChannelHeld",
  dueRowUnreadable: "DueRowUnreadable",
  profileUnsigned: "ProfileUnsigned",
  foldRejected: "FoldRejected",
  assetNotReconciled: "AssetNotReconciled",
} as const;
