import { Stack, type StackProps } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as iam from "aws-cdk-lib/aws-iam";
import * as sns from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { METRICS } from "../../shared/names.ts";
import type { Stage } from "../config.ts";

const WIDE = 24;
const HALF = 12;

/**
 * Where alarms go and what a person looks at. It refers to nothing: alarms of the other stacks send here, and the
 * dashboard finds its metrics by name, so that functions may come and go.
 */
export class OperationsStack extends Stack {
  readonly alarmTopic: sns.Topic;

  constructor(scope: Construct, id: string, stage: Stage, props: StackProps) {
    super(scope, id, props);
    this.alarmTopic = new sns.Topic(this, "Alarms", {
      displayName: `Invito ${stage.name}`,
      enforceSSL: true,
    });
    this.alarmTopic.addSubscription(new EmailSubscription(stage.alarmAddress));
    this.alarmTopic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.alarmTopic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
    const house = `invito-${stage.name}-`;
    new cloudwatch.Dashboard(this, "Dashboard", {
      widgets: [
        [
          graph("E-mails", HALF, ["Send", "Delivery", "Bounce", "Complaint"].map(ofSes)),
          graph(
            "What needs a person",
            HALF,
            [METRICS.messageUnknown, METRICS.channelHeld, METRICS.dueRowUnreadable, METRICS.foldRejected].map(
              own,
            ),
          ),
        ],
        [
          search("Function errors", HALF, `{AWS/Lambda,FunctionName} MetricName="Errors" ${house}`, "Sum"),
          search(
            "Function time, p95 ms",
            HALF,
            `{AWS/Lambda,FunctionName} MetricName="Duration" ${house}`,
            "p95",
          ),
        ],
        [
          search("Requests refused (4xx)", HALF, '{AWS/ApiGateway,ApiId} MetricName="4xx"', "Sum"),
          search("Requests failed (5xx)", HALF, '{AWS/ApiGateway,ApiId} MetricName="5xx"', "Sum"),
        ],
        [
          search(
            "Streams, ms behind",
            HALF,
            `{AWS/Lambda,FunctionName} MetricName="IteratorAge" ${house}`,
            "Maximum",
          ),
          search(
            "Messages waiting in queues",
            HALF,
            `{AWS/SQS,QueueName} MetricName="ApproximateNumberOfMessagesVisible" ${house}`,
            "Maximum",
          ),
        ],
        [
          search(
            "Tables, throttled requests",
            WIDE,
            `{AWS/DynamoDB,TableName,Operation} MetricName="ThrottledRequests" invito-${stage.name}`,
            "Sum",
          ),
        ],
      ],
    });
  }
}

function own(metricName: string): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: METRICS.namespace, metricName, statistic: "Sum" });
}

function ofSes(metricName: string): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: "AWS/SES", metricName, statistic: "Sum" });
}

function graph(title: string, width: number, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({ title, width, left });
}

function search(title: string, width: number, query: string, statistic: string): cloudwatch.GraphWidget {
  return graph(title, width, [
    new cloudwatch.MathExpression({
      expression: `SEARCH('${query}', '${statistic}', 300)`,
      usingMetrics: {},
      label: "",
    }),
  ]);
}
