import type { ReportTopicPlan } from "../../plan/plan.ts";
import type { PublishToTopic } from "../sns/topics.ts";
import type { TellDestinations } from "./delivery-reports.ts";

const SERVICES = { "aws.ses": "ses.amazonaws.com", "aws.sms-voice": "sms-voice.amazonaws.com" } as const;

/** Publishes a report to the topics of its configuration set, with what the set asks for and no envelope of EventBridge. */
export function reportTopics(topics: readonly ReportTopicPlan[], publish: PublishToTopic): TellDestinations {
  return async ({ source, detail, configurationSet }) => {
    for (const topic of topics) {
      if (topic.configurationSet !== configurationSet) continue;
      if (!topic.eventTypes.some((wanted) => covers(wanted, String(detail.eventType)))) continue;
      const from = { kind: "service", service: SERVICES[source], sourceArn: topic.sourceArn } as const;
      await publish(topic.topicArn, JSON.stringify(detail), from);
    }
  };
}

/** The template writes `DELIVERY_DELAY` for what an event calls `DeliveryDelay`, and `TEXT_ALL` for all texts. */
function covers(wanted: string, eventType: string): boolean {
  const plain = (name: string) => name.replace(/[_ ]/g, "").toUpperCase();
  if (wanted === "ALL") return true;
  if (wanted.endsWith("_ALL")) return eventType.startsWith(wanted.slice(0, -"ALL".length));
  return plain(wanted) === plain(eventType);
}
