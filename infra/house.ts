import type * as sns from "aws-cdk-lib/aws-sns";
import type { Stage } from "./config.ts";
import type { Api } from "./constructs/api.ts";
import type { CapabilityTable } from "./constructs/capability-table.ts";
import type { DomainBus } from "./constructs/domain-bus.ts";
import type { PrivateBucket } from "./constructs/private-bucket.ts";
import type { Queue } from "./constructs/queue.ts";
import type { SecretRef } from "./constructs/secret-ref.ts";
import type { Sender } from "./constructs/sender.ts";
import type { TranscodeRole } from "./constructs/transcode-role.ts";

/**
 * What a capability's construct receives: everything the house shares. A construct makes its functions, serves its
 * API groups, asks for grants (each sets the exact permission and the environment variable together) and listens to
 * events. It is registered in infra/capabilities.ts.
 *
 * @example
 * export class Directory extends Construct {
 *   constructor(scope: Construct, id: string, house: House) {
 *     super(scope, id);
 *     const api = new Fn(this, "Api", house, { entry: "directory/api", description: "HCPs and territories" });
 *     house.appApi.serve(directoryApi, api);                       // routes, authorizer, ORIGIN_SECRET
 *     house.tables.records.grant(api, ["GetItem", "PutItem", "Query"], { index: true });
 *     house.tables.people.grant(api, ["GetItem", "Query"], { index: ["gsi1"] }); // adds the key's actions too
 *     house.tables.audit.grant(api, ["PutItem", "Query"]);         // the wall: nothing else is possible
 *     house.secrets.addressPepper.grantRead(api);
 *
 *     const importer = new Fn(this, "OnImportUploaded", house, {
 *       entry: "directory/on-import-uploaded",
 *       description: "Reads an uploaded CSV file",
 *       timeout: Duration.minutes(5),
 *       memory: 1024,
 *     });
 *     house.buckets.transfer.grantPrefix(importer, TRANSFER_PREFIX.imports, ["GetObject"]);
 *     house.buckets.transfer.onCreated(importer, TRANSFER_PREFIX.imports); // rule, retries, dead letters, alarm
 *
 *     house.bus.on(hcpChanged, someFn);                            // domain event → function, the same way
 *     onAwsEvent(someFn, "JobChanged", { source: ["aws.mediaconvert"], detailType: ["MediaConvert Job State Change"] });
 *     everyMinutes(someFn, 5);
 *     new StreamConsumer(this, "Fold", house, { table: house.tables.engagement, fn: fold, batchWindow: Duration.seconds(20) });
 *     house.queues.due.consume(sender, { batchSize: 5, maxConcurrency: 4 });
 *     api.allow("mediaconvert:CreateJob", [arn]);                   // anything the grants above do not know
 *     new Alarm(this, "Silent", house, { severity: "ticket", runbook: "Media jobs went silent", metric, … });
 *   }
 * }
 */
export interface House {
  readonly stage: Stage;
  readonly tables: {
    readonly records: CapabilityTable;
    readonly people: CapabilityTable;
    readonly audit: CapabilityTable;
    readonly restricted: CapabilityTable;
    readonly engagement: CapabilityTable;
    readonly insights: CapabilityTable;
  };
  readonly buckets: {
    readonly media: PrivateBucket;
    readonly transfer: PrivateBucket;
    readonly lake: PrivateBucket;
    readonly auditArchive: PrivateBucket;
  };
  readonly bus: DomainBus;
  readonly appApi: Api;
  readonly hcpApi: Api;
  readonly secrets: {
    readonly addressPepper: SecretRef;
    readonly sessionKey: SecretRef;
    readonly mediaSigning: SecretRef;
  };
  readonly queues: { readonly due: Queue };
  /** The ways out: `grantEmail(fn)`, `grantTexts(fn)`; `grantMessages(fn, instances)` for the hand-off alone. */
  readonly sender: Sender;
  /** Role that MediaConvert assumes: `grantPass(fn)` sets PassRole and ENV.transcodeRoleArn. */
  readonly transcodeRole: TranscodeRole;
  /** CloudFront id of the key that signs media URLs (ENV.mediaKeyPairId). */
  readonly mediaKeyPairId: string;
  /** `https://…` of the two sites and of sign-in. */
  readonly origins: { readonly app: string; readonly hcp: string; readonly signIn: string };
  readonly alarmTopic: sns.ITopic;
}

/** What a capability needs that only reads streams and writes files. */
export type Filing = Pick<House, "stage" | "alarmTopic" | "tables" | "buckets"> & {
  readonly secrets: { readonly pseudonymKey: SecretRef };
};

/** What the basic constructs need of the house, so that they can also be built in a test. */
export type Wiring = Pick<House, "stage" | "alarmTopic">;
