import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Wiring } from "../house.ts";
import { acknowledgeListStreams } from "../nag-acknowledgements.ts";
import { Alarm } from "./alarm.ts";
import type { CapabilityTable } from "./capability-table.ts";
import type { Fn } from "./fn.ts";

export interface StreamConsumerProps {
  readonly table: CapabilityTable;
  readonly fn: Fn;
  /** Event filters, `lambda.FilterCriteria.filter({ eventName: lambda.FilterRule.isEqual("INSERT") })`. @default all */
  readonly filters?: readonly Record<string, unknown>[];
  /** @default 100 */
  readonly batchSize?: number;
  /** How long to gather a batch. @default no wait */
  readonly batchWindow?: Duration;
  /** Gives the function `shardId` and state; does not gather anything by itself. @default none */
  readonly tumblingWindow?: Duration;
  /** Attempts for one record before it becomes a dead letter; never infinite, or one record blocks its shard for a day. @default 5 */
  readonly retries?: number;
}

/** Reads a table's stream in order per key, halves failing batches and ends poisoned records in the dead letters. */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, house: Wiring, props: StreamConsumerProps) {
    super(scope, id);
    const { fn, table } = props;
    const streamArn = table.table.tableStreamArn;
    if (streamArn === undefined) throw new Error(`${table.node.path} has no stream`);
    fn.allow(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], [streamArn]);
    // ListStreams has no narrower resource than the streams of a table.
    fn.allow("dynamodb:ListStreams", [table.streams]);
    acknowledgeListStreams(fn, table.streams);
    fn.deadLetters.grantSend(fn.role);
    new lambda.CfnEventSourceMapping(this, "Mapping", {
      functionName: fn.function.functionName,
      eventSourceArn: streamArn,
      startingPosition: "TRIM_HORIZON",
      batchSize: props.batchSize ?? 100,
      ...(props.batchWindow === undefined
        ? {}
        : { maximumBatchingWindowInSeconds: props.batchWindow.toSeconds() }),
      ...(props.tumblingWindow === undefined
        ? {}
        : { tumblingWindowInSeconds: props.tumblingWindow.toSeconds() }),
      ...(props.filters === undefined
        ? {}
        : {
            filterCriteria: { filters: props.filters.map((filter) => ({ pattern: JSON.stringify(filter) })) },
          }),
      parallelizationFactor: 1,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: props.retries ?? 5,
      maximumRecordAgeInSeconds: Duration.hours(23).toSeconds(),
      functionResponseTypes: ["ReportBatchItemFailures"],
      destinationConfig: { onFailure: { destination: fn.deadLetters.queue.queueArn } },
    }).node.addDependency(fn.role);
    new Alarm(this, "Late", house, {
      severity: "page",
      runbook: "A stream consumer is late",
      summary: `${fn.entry} is more than five minutes behind its stream`,
      metric: new cloudwatch.Metric({
        namespace: "AWS/Lambda",
        metricName: "IteratorAge",
        dimensionsMap: { FunctionName: fn.function.functionName },
        statistic: "Maximum",
        period: Duration.minutes(1),
      }),
      above: Duration.minutes(5).toMilliseconds(),
      periods: 3,
    });
  }
}
