import { Duration } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sns from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Wiring } from "../house.ts";
import { DeadLetters } from "./dead-letters.ts";
import type { Fn } from "./fn.ts";

/** AWS's advice: a message stays invisible six times as long as its consumer may run. */
const VISIBILITY_FACTOR = 6;

export interface QueueProps {
  /** Environment variable that holds the queue's URL for senders. @default no function sends here */
  readonly env?: string;
  /** What the queue holds, for the alarm's text. */
  readonly of: string;
  /** Timeout of the consuming function. */
  readonly consumerTimeout: Duration;
  /** Deliveries before a message is a dead letter. @default 5 */
  readonly maxReceiveCount?: number;
}

/** A standard queue with dead letters and their alarm. */
export class Queue extends Construct {
  readonly queue: sqs.Queue;
  private readonly props: QueueProps;

  constructor(scope: Construct, id: string, house: Wiring, props: QueueProps) {
    super(scope, id);
    this.props = props;
    const letters = new DeadLetters(this, "DeadLetters", house, { of: props.of });
    this.queue = new sqs.Queue(this, "Queue", {
      visibilityTimeout: Duration.seconds(props.consumerTimeout.toSeconds() * VISIBILITY_FACTOR),
      retentionPeriod: Duration.days(14),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: letters.queue, maxReceiveCount: props.maxReceiveCount ?? 5 },
    });
  }

  /**
   * Lets a function put messages here.
   * @throws Error when the queue has no variable to be known by
   */
  grantSend(fn: Fn): void {
    const { env } = this.props;
    if (env === undefined) throw new Error(`${this.node.path} is filled by no function`);
    fn.allow("sqs:SendMessage", [this.queue.queueArn]);
    fn.setEnvironment(env, this.queue.queueUrl);
  }

  /** Fills the queue from a topic, each message in SNS's envelope, which tells when it was published. */
  takeFrom(topic: sns.ITopic): void {
    topic.addSubscription(new SqsSubscription(this.queue));
  }

  /** Makes a function the consumer; each failed message comes back alone. `maxConcurrency` (at least 2) is the pace. */
  consume(
    fn: Fn,
    options: { readonly batchSize: number; readonly maxConcurrency: number; readonly batchWindow?: Duration },
  ): void {
    fn.allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [this.queue.queueArn]);
    new lambda.EventSourceMapping(fn, `${this.node.id}Mapping`, {
      target: fn.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: options.batchSize,
      maxConcurrency: options.maxConcurrency,
      reportBatchItemFailures: true,
      ...(options.batchWindow === undefined ? {} : { maxBatchingWindow: options.batchWindow }),
    }).node.addDependency(fn.role);
  }
}
