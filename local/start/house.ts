import { join } from "node:path";
import { createClock, type JumpingClock } from "../clock/clock.ts";
import { bucketReader } from "../edge/cloudfront/bucket-reader.ts";
import { type Edge, edge } from "../edge/edge.ts";
import { siteServer } from "../edge/site-server.ts";
import { issueCredentials } from "../gateway/credentials.ts";
import { createGateway } from "../gateway/gateway.ts";
import { createSts } from "../gateway/sts.ts";
import { createAuthorizer, type LocalAuthorizer } from "../iam/authorizer.ts";
import { createJournal } from "../journal/journal.ts";
import { createLambdaHost, type LambdaHost } from "../lambda/lambda-host.ts";
import { createLambdaService } from "../lambda/lambda-service.ts";
import { createLogStore, type LogStore } from "../lambda/log-store.ts";
import { startMappings } from "../mappings/mappings.ts";
import type { Plan } from "../plan/plan.ts";
import { readPlan } from "../plan/read-plan.ts";
import { demoData } from "../seed/demo-data.ts";
import { demoUsers } from "../seed/demo-users.ts";
import { openCognito } from "../services/cognito/cognito.ts";
import { type LocalDynamoDb, startDynamoDb } from "../services/dynamodb/dynamodb.ts";
import { DEFAULT_FAULTS } from "../services/dynamodb/faults.ts";
import { createMappingSource } from "../services/dynamodb/mapping-source.ts";
import { openEventBus } from "../services/events/event-bus.ts";
import { createEventsService } from "../services/events/events-service.ts";
import { startScheduler } from "../services/events/scheduler.ts";
import { createMediaConvert } from "../services/mediaconvert/mediaconvert.ts";
import { openMessaging } from "../services/messaging/messaging.ts";
import { reportTopics } from "../services/messaging/report-topics.ts";
import { deployBuckets } from "../services/s3/deploy-buckets.ts";
import { createS3 } from "../services/s3/s3.ts";
import { openSecrets } from "../services/secrets/secrets.ts";
import { secretsService } from "../services/secrets/secrets-service.ts";
import { openTwoWay } from "../services/sms-voice/two-way.ts";
import { createTopics } from "../services/sns/topics.ts";
import { createQueueSource } from "../services/sqs/queue-source.ts";
import { openQueues } from "../services/sqs/queues.ts";
import { createSendToQueue } from "../services/sqs/send-to-queue.ts";
import { createSqsService } from "../services/sqs/sqs-service.ts";
import { answerHealth, createControl } from "./control.ts";
import { takeData } from "./data-lock.ts";
import { housePorts } from "./free-ports.ts";
import { type LocalAddresses, sitesOf, withLocalOrigins, withLocalOriginsInText } from "./local-origins.ts";
import { ensureSecrets, secretResolver, withSecrets } from "./local-secrets.ts";
import type { StartOptions } from "./options.ts";
import { pendingWork } from "./pending.ts";
import { createResourceUsage } from "./resource-usage.ts";
import { settle } from "./settle.ts";

/** The running copy of the deployed template. */
export interface House {
  readonly addresses: LocalAddresses;
  readonly plan: Plan;
  readonly clock: JumpingClock;
  readonly logs: LogStore;
  readonly authorizer: LocalAuthorizer;
  readonly lambda: LambdaHost;
  readonly dynamodb: LocalDynamoDb;
  /** The APIs without CloudFront in front, by API id: what their own public addresses answer. */
  readonly apis: Edge["apis"];
  /** Stops everything; no child, timer or socket stays. */
  close(): Promise<void>;
}

/**
 * Hosts what the templates in `cdkOut` describe on 127.0.0.1. What was acknowledged in an earlier run with the same
 * data directory is there again, and what was under way goes on.
 */
export async function startHouse(
  cdkOut: string,
  options: StartOptions,
  warn: (message: string) => void,
): Promise<House> {
  const { dataDir } = options;
  const closing: (() => unknown)[] = [takeData(dataDir, options.fresh)];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const ports = await housePorts(options.port);
    const addresses: LocalAddresses = {
      app: `http://127.0.0.1:${ports.app}`,
      hcp: `http://127.0.0.1:${ports.hcp}`,
      aws: `http://127.0.0.1:${ports.aws}`,
    };
    const deployed = readPlan(cdkOut);
    const sites = sitesOf(deployed);
    const local = withLocalOrigins(deployed, sites, addresses);
    const { region, account } = local;
    const onFailure = (error: unknown) =>
      warn(error instanceof Error ? (error.stack ?? error.message) : String(error));

    const journal = createJournal(join(dataDir, "journal"));
    closing.push(() => journal.close());
    const clock = createClock(join(dataDir, "clock.json"));
    if (options.at !== undefined) await clock.setBusinessTime(options.at);
    const loadDemoData = await demoData(options, clock, warn);
    const logs = createLogStore(join(dataDir, "logs"));
    closing.push(() => logs.close());
    const credentials = issueCredentials(local, dataDir);
    const authorizer = createAuthorizer(
      local,
      options.usageFile === undefined ? {} : { usageFile: options.usageFile },
    );
    const usage = createResourceUsage(
      options.usageFile === undefined ? undefined : `${options.usageFile}.resources`,
    );

    const secrets = await openSecrets(join(dataDir, "secrets"));
    await ensureSecrets(local, secrets, credentials, authorizer);
    const resolve = secretResolver(secrets);
    const plan = withSecrets(local, resolve);

    const dynamodb = await startDynamoDb({
      plan,
      dataDir: join(dataDir, "dynamodb"),
      clock,
      journal,
      onFailure,
      ...(options.dynamodbEndpoint === undefined ? {} : { endpoint: options.dynamodbEndpoint }),
      ...(options.faults ? { faults: DEFAULT_FAULTS } : {}),
    });
    closing.push(() => dynamodb.close());
    clock.onJump(async () => {
      await dynamodb.sweepExpired();
    });

    const queues = await openQueues(plan.queues, journal);
    closing.push(() => queues.close());
    const sendToQueue = createSendToQueue(queues, authorizer);
    let tellApisUp: () => void = () => undefined;
    const apisUp = new Promise<void>((resolve) => {
      tellApisUp = resolve;
    });
    const lambda = await createLambdaHost({
      plan,
      journal,
      clock,
      credentialsOf: (roleArn) => credentials.forRole(roleArn),
      endpoints: () => ({ AWS_ENDPOINT_URL: addresses.aws }),
      apisUp,
      log: logs.write,
      usage,
      authorizer,
      sendToQueue,
      warn,
      ...(options.warm === undefined ? {} : { limits: { maxWarm: options.warm } }),
    });
    closing.push(() => lambda.close());
    const bus = await openEventBus({
      plan,
      journal,
      clock,
      usage,
      warn,
      invoker: lambda,
      sendToQueue,
      authorizer,
    });
    closing.push(() => bus.close());
    const s3 = await createS3({
      plan,
      dir: join(dataDir, "s3"),
      credentials,
      authorizer,
      emit: bus.emit,
      publicEndpoint: addresses.aws,
    });
    closing.push(() => s3.close());
    await deployBuckets(plan.deployments, s3.objects, withLocalOriginsInText(deployed, sites, addresses));
    const mediaconvert = await createMediaConvert({
      plan,
      dir: join(dataDir, "mediaconvert"),
      objects: s3.objects,
      emit: bus.emit,
    });
    closing.push(() => mediaconvert.close());
    const publish = createTopics({ plan, sendToQueue, authorizer });
    const tell = reportTopics(plan.reportTopics, publish);
    const incoming = openTwoWay({ plan, authorizer, publish });
    const mail = { journal, emit: bus.emit, tell, incoming, warn, region, account, now: clock.now };
    const messaging = await openMessaging(mail);
    closing.push(() => messaging.close());
    const cognito = await openCognito({
      pools: plan.userPools,
      region,
      dataDir,
      journal,
      demoUsers,
      invoker: lambda,
    });

    const gateway = createGateway({
      services: [
        dynamodb.service,
        createSqsService({ queues, region, account }),
        createEventsService({ plan, bus }),
        createLambdaService({ plan, invoker: lambda }),
        secretsService({ secrets, region, account }),
        mediaconvert,
        ...messaging.services,
        cognito.service,
        createSts(plan),
      ],
      s3: s3.handle,
      bucketNames: plan.buckets.map((bucket) => bucket.name),
      authorizer,
      credentials,
      onFailure: (error, request) =>
        warn(`${request}: ${error instanceof Error ? error.stack : String(error)}`),
    });
    await gateway.listen(ports.aws);
    closing.push(() => gateway.close());
    tellApisUp();
    // closed before the gateway, or running functions would fail because their APIs went away
    closing.push(() => lambda.close());

    const mappings = await startMappings({
      plan,
      streams: (mapping) => createMappingSource(dynamodb.streams, mapping),
      queues: createQueueSource(queues),
      invoker: lambda,
      authorizer,
      sendToQueue,
      journal,
      usage,
      warn,
      accessKeyOf: (roleArn) => credentials.forRole(roleArn).accessKeyId,
    });
    closing.push(() => mappings.close());
    // a poller that waits learns of a write at once
    dynamodb.onWrite((tableName) => {
      const streamArn = plan.tables.find((table) => table.name === tableName)?.streamArn;
      if (streamArn !== undefined) mappings.notify(streamArn);
    });
    const { apis, distributions } = edge({
      plan,
      invoker: lambda,
      authorizer,
      usage,
      keys: cognito.keysOfIssuer,
      reader: bucketReader(s3.objects),
      resolve: async (text) => resolve(text),
      warn,
    });
    const pending = () => pendingWork({ plan, lambda, bus, queues, mappings, messaging, mediaconvert });
    const control = createControl({
      clock,
      cognito,
      faults: messaging.faults,
      kill: (name) => {
        const fn = plan.functions.find((one) => one.name.includes(name));
        return fn === undefined ? Promise.resolve(0) : lambda.kill(fn.arn);
      },
      pending,
      settle: () => settle(mappings, pending),
      counters: () => dynamodb.counters(),
      usage: () => ({ resources: usage.used(), denied: authorizer.usage().denied }),
    });
    for (const [name, port] of [
      ["app", ports.app],
      ["hcp", ports.hcp],
    ] as const) {
      const site = distributions.get(sites[name].id);
      if (site === undefined) throw new Error(`the ${name} site has no distribution`);
      const server = await siteServer({
        port,
        listener: site.listener,
        special: async (request, response) =>
          answerHealth(request, response) ||
          (name === "app" &&
            ((await control(request, response)) ||
              (await cognito.handle(request, response)) ||
              (await messaging.handle(request, response)))),
        warn,
      });
      closing.push(() => server.close());
    }
    for (const sentence of plan.unsupported) warn(`not hosted: ${sentence}`);
    await loadDemoData?.({
      ...addresses,
      tokenOf: async (user) => (await cognito.issueToken(user.username)).accessToken,
      inbox: messaging.inbox,
      pending,
    });
    // last: schedules count from the present, not from the days that demo data played in
    const scheduler = await startScheduler({ rules: plan.rules, clock, journal, bus, warn });
    closing.push(() => scheduler.close());
    return { addresses, plan, clock, logs, authorizer, lambda, dynamodb, apis, close };
  } catch (error) {
    await close();
    throw error;
  }
}
