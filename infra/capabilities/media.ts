import { Duration, Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import { versionWithdrawn } from "../../shared/contracts/content.ts";
import { uploadsApi } from "../../shared/contracts/media/uploads.ts";
import { viewingApi } from "../../shared/contracts/media/viewing.ts";
import { assetsApi, assetUploaded, assetWithdrawn } from "../../shared/contracts/media.ts";
import { ENV, MEDIA_PREFIX, METRICS } from "../../shared/names.ts";
import { Alarm } from "../constructs/alarm.ts";
import { everyMinutes, onAwsEvent } from "../constructs/event-rules.ts";
import { Fn } from "../constructs/fn.ts";
import { countLines } from "../constructs/log-metric.ts";
import type { House } from "../house.ts";
import { acknowledgeJobIds, acknowledgeProbe } from "../nag-acknowledgements.ts";

/** An original of 500 MB is hashed in one stream: CPU and network grow with memory. */
const PIPELINE = { timeout: Duration.minutes(5), memory: 1769 };

/** Media: uploads, their conversion into films and previews, documents as they are, and their end when content is withdrawn. */
export class Media extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables, buckets, secrets } = house;

    const api = new Fn(this, "Api", house, {
      entry: "media/api",
      description: "Reads assets and hears that uploads are through",
    });
    house.appApi.serve(assetsApi, api);
    tables.records.grant(api, ["GetItem", "PutItem"]);
    tables.audit.grant(api, ["PutItem", "Query"]);

    const uploads = new Fn(this, "Uploads", house, {
      entry: "media/uploads",
      description: "Opens assets, signs their upload forms and the parts of resumable uploads",
      // S3 takes seconds to make one file of many parts
      timeout: Duration.seconds(29),
    });
    house.appApi.serve(uploadsApi, uploads);
    tables.records.grant(uploads, ["GetItem", "PutItem"]);
    tables.audit.grant(uploads, ["PutItem", "Query"]);
    // a form or an address can do what its signer may: put one object under originals/, whole or in parts
    buckets.media.grantPrefix(uploads, MEDIA_PREFIX.originals, [
      "PutObject",
      "ListMultipartUploadParts",
      "AbortMultipartUpload",
    ]);

    const viewing = new Fn(this, "Viewing", house, {
      entry: "media/viewing",
      description: "Signs addresses by which signed-in people see films and documents",
    });
    house.appApi.serve(viewingApi, viewing);
    tables.records.grant(viewing, ["GetItem", "BatchGetItem"]);
    tables.audit.grant(viewing, ["PutItem", "Query"]);
    secrets.mediaSigning.grantRead(viewing);
    viewing.setEnvironment(ENV.mediaKeyPairId, house.mediaKeyPairId);
    viewing.setEnvironment(ENV.hcpOrigin, house.origins.hcp);

    const intake = new Fn(this, "OnOriginalUploaded", house, {
      entry: "media/on-original-uploaded",
      description: "Hashes and judges uploads and starts the conversion of films",
      ...PIPELINE,
    });
    this.grantIntake(intake, house);
    buckets.media.onCreated(intake, MEDIA_PREFIX.originals);
    house.bus.on(assetUploaded, intake);

    const jobs = new Fn(this, "OnJobChanged", house, {
      entry: "media/on-job-changed",
      description: "Takes over what conversion jobs made",
      ...PIPELINE,
    });
    this.grantSettle(jobs, house);
    onAwsEvent(jobs, "JobChanged", {
      source: ["aws.mediaconvert"],
      detailType: ["MediaConvert Job State Change"],
      account: [Stack.of(this).account],
      detail: { status: ["COMPLETE", "ERROR", "CANCELED"] },
    });

    const reconciler = new Fn(this, "Every5Minutes", house, {
      entry: "media/every-5-minutes",
      description: "Asks after uploads and jobs that went silent",
      ...PIPELINE,
    });
    this.grantIntake(reconciler, house);
    this.grantSettle(reconciler, house);
    tables.records.grant(reconciler, ["GetItem"], { index: ["gsi1"] });
    const jobIds = this.converterArn("jobs", "*");
    reconciler.allow("mediaconvert:GetJob", [jobIds]);
    acknowledgeJobIds(reconciler, jobIds);
    everyMinutes(reconciler, 5);
    new Alarm(this, "Silent", house, {
      severity: "ticket",
      runbook: "Media jobs went silent",
      summary: "The reconciler could not settle an asset three times in an hour",
      metric: countLines(reconciler, METRICS.assetNotReconciled, {
        message: "asset could not be reconciled",
      }).with({ period: Duration.hours(1) }),
      above: 2,
    });

    const withdrawals = new Fn(this, "OnVersionWithdrawn", house, {
      entry: "media/on-version-withdrawn",
      description: "Moves the media of withdrawn content away",
      timeout: Duration.minutes(2),
    });
    tables.records.grant(withdrawals, ["GetItem", "PutItem"]);
    tables.audit.grant(withdrawals, ["PutItem", "Query"]);
    for (const prefix of [MEDIA_PREFIX.renditions, MEDIA_PREFIX.previews]) {
      buckets.media.grantPrefix(withdrawals, prefix, ["GetObject", "DeleteObject"]);
      buckets.media.grantList(withdrawals, prefix);
    }
    buckets.media.grantPrefix(withdrawals, MEDIA_PREFIX.withdrawn, ["PutObject"]);
    house.bus.on(versionWithdrawn, withdrawals);
    house.bus.on(assetWithdrawn, withdrawals);
  }

  /** Reads and judges originals, starts the jobs of films, writes documents to where they are served from. */
  private grantIntake(fn: Fn, house: House): void {
    this.grantConversion(fn, house);
    house.buckets.media.grantPrefix(fn, MEDIA_PREFIX.originals, ["GetObject"]);
    house.buckets.media.grantPrefix(fn, MEDIA_PREFIX.renditions, ["PutObject"]);
    fn.allow("mediaconvert:Probe", ["*"]);
    acknowledgeProbe(fn);
  }

  /** Reads what jobs made, copies what messages show. */
  private grantSettle(fn: Fn, house: House): void {
    this.grantConversion(fn, house);
    const { media } = house.buckets;
    media.grantPrefix(fn, MEDIA_PREFIX.renditions, ["GetObject"]);
    media.grantList(fn, MEDIA_PREFIX.renditions);
    media.grantPrefix(fn, MEDIA_PREFIX.previews, ["PutObject"]);
  }

  private grantConversion(fn: Fn, house: House): void {
    house.tables.records.grant(fn, ["GetItem", "PutItem", "UpdateItem"]);
    house.tables.audit.grant(fn, ["PutItem", "Query"]);
    house.buckets.media.grantList(fn, MEDIA_PREFIX.originals);
    fn.allow("mediaconvert:CreateJob", [this.converterArn("queues", "Default")]);
    house.transcodeRole.grantPass(fn);
  }

  private converterArn(resource: "queues" | "jobs", resourceName: string): string {
    return Stack.of(this).formatArn({ service: "mediaconvert", resource, resourceName });
  }
}
