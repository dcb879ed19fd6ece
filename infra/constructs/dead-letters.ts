import { Duration } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Wiring } from "../house.ts";
import { acknowledgeDeadLetters } from "../nag-acknowledgements.ts";
import { Alarm } from "./alarm.ts";

/** Longest that SQS keeps a message: time for a person to look and redrive. */
const RETENTION = Duration.days(14);

/** A dead-letter queue with its alarm: one message in it is already a person's business. */
export class DeadLetters extends Construct {
  readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, house: Wiring, props: { readonly of: string }) {
    super(scope, id);
    this.queue = new sqs.Queue(this, "Queue", {
      retentionPeriod: RETENTION,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    acknowledgeDeadLetters(this.queue);
    new Alarm(this, "NotEmpty", house, {
      severity: "page",
      runbook: "Dead letters",
      summary: `${props.of} could not handle something`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: "Maximum",
      }),
      above: 0,
    });
  }

  /** Lets a role put what failed here (Lambda does it on the function's behalf). */
  grantSend(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.queue.queueArn] }),
    );
  }
}
