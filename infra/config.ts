import type { ProfileSigner } from "../shared/model/signed-profile.ts";

/**
 * What differs between deployments: one typed record per stage, read by every stack. Constructs take values from
 * here and never ask which stage they are in.
 */
export interface Stage {
  /** Lower-case letters, digits and hyphens; part of stack ids and secret names. */
  readonly name: string;
  /** AWS account id. @default the account of the deploying credentials */
  readonly account?: string;
  /** CloudFront's certificate has to live in us-east-1, so everything does. */
  readonly region: "us-east-1";
  /** Own host names. @default CloudFront's domain names and certificate, which suits development only */
  readonly domains?: {
    readonly app: string;
    readonly hcp: string;
    /** ACM certificate in us-east-1 that covers both names. */
    readonly certificateArn: string;
  };
  /** The company in whose name messages and pages speak. */
  readonly companyName: string;
  readonly sender: {
    /** From address of every e-mail. */
    readonly address: string;
    /** SES domain identity that covers the address; verified by DNS records before the first send. */
    readonly identityDomain: string;
    /** Configuration set that this stack creates and that reports to EventBridge and a topic. */
    readonly configurationSet: string;
    /** Only where AWS has left Pinpoint's e-mail open to the account. @default e-mail leaves through SES */
    readonly pinpointApplicationId?: string;
    /** E-mails a second that SES lets this account send (`GetAccount`: MaxSendRate). */
    readonly perSecond: number;
    /** Millionths of a US dollar that an e-mail costs: 160 on SES's Essentials plan, 100 à la carte. */
    readonly microsPerMail: number;
  };
  /** @default texts have no way out */
  readonly sms?: {
    /** Only for accounts that own a Pinpoint application. @default texts leave through End User Messaging */
    readonly pinpointApplicationId?: string;
    /** Id of the pool that texts leave from; with Pinpoint the phone number. */
    readonly originationIdentity?: string;
    /**
     * Name of the opt-out list that the pool or number has had since it was leased; swapping it later forgets opt-outs.
     * The data stack makes the list. @default the provider keeps no list for us
     */
    readonly optOutList?: string;
    /** Parts of texts a second that the pool's numbers take; 20 is the API's own limit. */
    readonly perSecond: number;
    /** US dollars that one part of a text may cost, as "0.10". @default no limit */
    readonly maxPrice?: string;
    /** Whether texts may carry the preview picture (MMS) where the country's profile allows it. @default no */
    readonly pictures?: boolean;
  };
  /**
   * Whose signatures under country profiles count: at least one person for `regulatory` and another for `privacy`.
   * A country whose profile they did not sign is off. `npm run sign-profile` makes keys and signatures.
   */
  readonly profileSigners: readonly ProfileSigner[];
  /** Where alarms are mailed; SNS asks this address to confirm once. */
  readonly alarmAddress: string;
  readonly retention: {
    /** Full-fidelity engagement files (`raw/` of the lake). */
    readonly rawLakeDays: number;
    /** Pseudonymous files that analysts read. */
    readonly exportDays: number;
    /** Files that came from or went to a person: imports and reports. */
    readonly transferDays: number;
    /** Object lock of the audit archive. `compliance` cannot be shortened by anyone, not even the root user. */
    readonly auditLock: { readonly mode: "governance" | "compliance"; readonly days: number };
  };
  /**
   * Version ids of the secrets that templates read, to be named after one was replaced: CloudFormation reads a secret only
   * when what uses it changes, and without the id nothing does. @default the version at each resource's last change
   */
  readonly secretVersions?: Readonly<Partial<Record<"origin" | "media-signing", string>>>;
  /** Days that CloudWatch keeps logs: one of the values CloudWatch accepts. */
  readonly logRetentionDays: 7 | 14 | 30 | 90 | 180 | 365;
}

const YEAR = 365;

/** The stage that `npm start` and the tests use. Its addresses are examples: change them before deploying it. */
const dev: Stage = {
  name: "dev",
  region: "us-east-1",
  companyName: "Acme Therapeutics",
  sender: {
    address: "invito@example.com",
    identityDomain: "example.com",
    configurationSet: "invito-dev",
    perSecond: 50,
    microsPerMail: 160,
  },
  sms: {
    originationIdentity: "pool-0123456789abcdef0123456789abcdef",
    optOutList: "invito-dev",
    perSecond: 20,
    maxPrice: "0.20",
  },
  // demo people with keys that everybody has; no other stage may believe them
  profileSigners: [
    { role: "regulatory", name: "Dr. Maeve Quinn", publicKey: "c6yPU4tiyqoasd0FpblCKAf_nyemWnW7ZZaOQdIUlhM" },
    { role: "privacy", name: "Jonas Adler", publicKey: "Vj5a5n8-gHW69JT1oNdmmbrWOf_VZO0MRbFE6xrnjpg" },
  ],
  alarmAddress: "alarms@example.com",
  retention: {
    rawLakeDays: 396,
    exportDays: 2 * YEAR,
    transferDays: 30,
    auditLock: { mode: "governance", days: 1 },
  },
  logRetentionDays: 30,
};

/** Template of a production record: replace account, names, certificate and addresses before the first deployment. */
const prod: Stage = {
  name: "prod",
  account: "111122223333",
  region: "us-east-1",
  domains: {
    app: "app.invito.example",
    hcp: "hcp.invito.example",
    certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000000",
  },
  companyName: "Acme Therapeutics",
  sender: {
    address: "invito@mail.invito.example",
    identityDomain: "mail.invito.example",
    configurationSet: "invito-prod",
    perSecond: 14,
    microsPerMail: 160,
  },
  // every country is off until its profile is signed by people who are named here
  profileSigners: [],
  alarmAddress: "operations@invito.example",
  retention: {
    rawLakeDays: 396,
    exportDays: 3 * YEAR,
    transferDays: 30,
    auditLock: { mode: "compliance", days: 10 * YEAR },
  },
  logRetentionDays: 365,
};

const STAGES: Readonly<Record<string, Stage>> = { dev, prod };

/**
 * The record of a stage by name.
 * @throws Error naming the known stages
 */
export function stageNamed(name: string): Stage {
  const stage = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (stage === undefined)
    throw new Error(`there is no stage ${name}; known are ${Object.keys(STAGES).join(", ")}`);
  return stage;
}

/** Name of the stage that the commands act on: `INVITO_STAGE`, else dev. */
export function chosenStage(): Stage {
  return stageNamed(process.env.INVITO_STAGE ?? "dev");
}
