import { Duration } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import type { Fn } from "./fn.ts";

/** EventBridge tries a target this long before the event goes to the dead letters. */
const MAX_AGE = Duration.hours(6);
const RETRIES = 20;

/** Sends a rule's events to a function; what cannot be delivered or handled ends in the function's dead letters. */
export function deliver(rule: events.Rule, fn: Fn): void {
  fn.takeEvents();
  rule.addTarget(
    new targets.LambdaFunction(fn.function, {
      deadLetterQueue: fn.deadLetters.queue,
      retryAttempts: RETRIES,
      maxEventAge: MAX_AGE,
    }),
  );
}

/** Calls a function for events that AWS services put on the default bus. Many are best effort: add a reconciler. */
export function onAwsEvent(fn: Fn, id: string, pattern: events.EventPattern): events.Rule {
  const rule = new events.Rule(fn, id, { description: `${id} → ${fn.entry}`, eventPattern: pattern });
  deliver(rule, fn);
  return rule;
}

/** Calls a function at a fixed rate. */
export function everyMinutes(fn: Fn, minutes: number): events.Rule {
  const rule = new events.Rule(fn, `Every${minutes}Minutes`, {
    description: `every ${minutes} minutes → ${fn.entry}`,
    schedule: events.Schedule.rate(Duration.minutes(minutes)),
  });
  deliver(rule, fn);
  return rule;
}
