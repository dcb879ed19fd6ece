import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Construct } from "constructs";
import type { Wiring } from "../house.ts";

/** page: somebody acts now, day or night. ticket: somebody acts on the next working day. */
export type Severity = "page" | "ticket";

export interface AlarmProps {
  readonly severity: Severity;
  /** Heading of its article in docs/runbook.md; a test checks that it exists. */
  readonly runbook: string;
  /** What is wrong, in a few words. */
  readonly summary: string;
  readonly metric: cloudwatch.IMetric;
  /** Alarms when the metric is above this value. */
  readonly above: number;
  /** Periods in a row. @default 1 */
  readonly periods?: number;
  /** @default missing data is fine */
  readonly missingData?: cloudwatch.TreatMissingData;
}

/** An alarm that says how urgent it is and where the way out is written. There is no other way to make one. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, house: Wiring, props: AlarmProps) {
    super(scope, id);
    const alarm = new cloudwatch.Alarm(this, "Alarm", {
      alarmDescription: `[${props.severity}] ${props.summary}. docs/runbook.md#${runbookAnchor(props.runbook)}`,
      metric: props.metric,
      threshold: props.above,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: props.missingData ?? cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(house.alarmTopic));
  }
}

/** GitHub's anchor of a markdown heading. */
export function runbookAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
