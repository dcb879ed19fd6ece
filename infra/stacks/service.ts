import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { ENV, SECRETS } from "../../shared/names.ts";
import { SERVICE_CAPABILITIES } from "../capabilities.ts";
import type { Stage } from "../config.ts";
import { Alarm } from "../constructs/alarm.ts";
import { Api } from "../constructs/api.ts";
import { DomainBus } from "../constructs/domain-bus.ts";
import { MediaKey } from "../constructs/media-key.ts";
import type { People } from "../constructs/people.ts";
import { Queue } from "../constructs/queue.ts";
import { SecretRef } from "../constructs/secret-ref.ts";
import { Sender } from "../constructs/sender.ts";
import { SignIn } from "../constructs/sign-in.ts";
import { SiteFiles } from "../constructs/site-files.ts";
import { Sites } from "../constructs/sites.ts";
import { TranscodeRole } from "../constructs/transcode-role.ts";
import type { House } from "../house.ts";
import type { DataStack } from "./data.ts";
import type { OperationsStack } from "./operations.ts";

/** Requests a second over all callers; a resend storm of beacons must not take the whole account's share. */
const THROTTLE = { app: { rate: 200, burst: 400 }, hcp: { rate: 500, burst: 1000 } };

/** Timeout of the function that hands messages off; the due queue's visibility follows from it. */
const HAND_OFF_TIMEOUT = Duration.seconds(60);

/** Everything that is replaced by a deployment: bus, APIs, functions, distributions, the user-pool client. */
export class ServiceStack extends Stack {
  /** What capabilities in other stacks build upon. */
  readonly house: House;

  constructor(
    scope: Construct,
    id: string,
    stage: Stage,
    data: DataStack,
    operations: OperationsStack,
    props: StackProps,
  ) {
    super(scope, id, props);
    const { alarmTopic } = operations;
    const wiring = { stage, alarmTopic };
    const secret = (construct: string, name: string, env?: string) =>
      new SecretRef(this, construct, { stage, name, ...(env === undefined ? {} : { env }) });
    const mediaSigning = secret("MediaSigning", SECRETS.mediaSigning, ENV.mediaSigningSecret);
    const originSecret = secret("OriginSecret", SECRETS.origin).reference();

    const signIn = new SignIn(this, "SignIn", { stage, people: data.people });
    const hcpApi = new Api(this, "HcpApi", { site: "hcp", stage, originSecret, throttle: THROTTLE.hcp });
    const appApi = new Api(this, "AppApi", {
      site: "app",
      stage,
      originSecret,
      throttle: THROTTLE.app,
      signIn: { issuer: data.people.pool.userPoolProviderUrl, audience: () => client.userPoolClientId },
    });
    const mediaKey = new MediaKey(this, "MediaKey", mediaSigning);
    const files = new SiteFiles(this, "SiteFiles", stage);
    const sites = new Sites(this, "Sites", {
      stage,
      appApi,
      hcpApi,
      originSecret,
      media: data.buckets.media,
      uploads: [data.buckets.media, data.buckets.transfer],
      mediaKey,
      files,
      signInOrigin: signIn.origin,
    });
    const client = signIn.client(sites.app.origin);
    files.configureApp({
      stage: stage.name,
      companyName: stage.companyName,
      hcpOrigin: sites.hcp.origin,
      signIn: {
        issuer: data.people.pool.userPoolProviderUrl,
        origin: signIn.origin,
        clientId: client.userPoolClientId,
      },
    });

    const house: House = {
      stage,
      alarmTopic,
      tables: data.tables,
      buckets: data.buckets,
      bus: new DomainBus(this, "Bus"),
      appApi,
      hcpApi,
      secrets: {
        addressPepper: secret("AddressPepper", SECRETS.addressPepper, ENV.addressPepperSecret),
        sessionKey: secret("SessionKey", SECRETS.sessionKey, ENV.sessionKeySecret),
        mediaSigning,
      },
      queues: {
        due: new Queue(this, "DueQueue", wiring, {
          env: ENV.dueQueueUrl,
          of: "Messages that are due",
          consumerTimeout: HAND_OFF_TIMEOUT,
        }),
      },
      sender: new Sender(this, "Sender", stage),
      transcodeRole: new TranscodeRole(this, "TranscodeRole", data.buckets.media, data.originalsKey),
      mediaKeyPairId: mediaKey.keyPairId,
      origins: { app: sites.app.origin, hcp: sites.hcp.origin, signIn: signIn.origin },
    };
    for (const [name, Capability] of Object.entries(SERVICE_CAPABILITIES)) new Capability(this, name, house);
    this.house = house;
    this.watch(house, data.people);
    for (const [site, origin] of Object.entries(house.origins))
      new CfnOutput(this, `Origin-${site}`, { value: origin });
    new CfnOutput(this, "UserPoolClientId", { value: client.userPoolClientId });
  }

  /** Alarms that belong to no single function. */
  private watch(house: House, people: People): void {
    new Alarm(this, "SignInFailing", house, {
      severity: "page",
      runbook: "Nobody can sign in",
      summary: "The function fails that names people in their access tokens",
      metric: people.naming.function.metricErrors({ period: Duration.minutes(5) }),
      above: 0,
    });
    for (const [site, api] of [
      ["app", house.appApi],
      ["hcp", house.hcpApi],
    ] as const) {
      new Alarm(this, `Failing-${site}`, house, {
        severity: "page",
        runbook: "Requests fail",
        summary: `More than five requests in five minutes failed on the ${site} site`,
        metric: new cloudwatch.Metric({
          namespace: "AWS/ApiGateway",
          metricName: "5xx",
          dimensionsMap: { ApiId: api.api.ref },
          statistic: "Sum",
        }),
        above: 5,
      });
    }
    const reputation = (metricName: string) =>
      new cloudwatch.Metric({
        namespace: "AWS/SES",
        metricName,
        statistic: "Average",
        period: Duration.hours(1),
      });
    new Alarm(this, "Bounces", house, {
      severity: "page",
      runbook: "E-mail reputation",
      summary: "More than 2 % of the e-mails bounce",
      metric: reputation("Reputation.BounceRate"),
      above: 0.02,
    });
    new Alarm(this, "Complaints", house, {
      severity: "page",
      runbook: "E-mail reputation",
      summary: "More than 0.08 % of the e-mails are reported as unwanted",
      metric: reputation("Reputation.ComplaintRate"),
      above: 0.0008,
    });
  }
}
