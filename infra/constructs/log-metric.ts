import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as logs from "aws-cdk-lib/aws-logs";
import { METRICS } from "../../shared/names.ts";
import type { Fn } from "./fn.ts";

/**
 * Counts a function's log lines as a metric: those whose `message` is this and whose fields have these values. The
 * function needs no metrics library for it.
 */
export function countLines(
  fn: Fn,
  metricName: string,
  line: { readonly message: string; readonly where?: Readonly<Record<string, string>> },
): cloudwatch.Metric {
  const fields = Object.entries({ message: line.message, ...line.where });
  const patterns = fields.map(([field, value]) => logs.FilterPattern.stringValue(`$.${field}`, "=", value));
  const [first] = patterns;
  if (first === undefined) throw new Error("a message is needed");
  fn.logGroup.addMetricFilter(metricName, {
    filterPattern: patterns.length === 1 ? first : logs.FilterPattern.all(...patterns),
    metricNamespace: METRICS.namespace,
    metricName,
    metricValue: "1",
  });
  return new cloudwatch.Metric({ namespace: METRICS.namespace, metricName, statistic: "Sum" });
}
