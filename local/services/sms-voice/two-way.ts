/** Texts that people send to our numbers: published to the topics that let the text service publish, as two-way SMS is. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Plan } from "../../plan/plan.ts";
import type { Authorizer, Principal } from "../../runtime-ports.ts";
import type { PublishToTopic } from "../sns/topics.ts";

const SERVICE: Principal = { kind: "service", service: "sms-voice.amazonaws.com" };

/** A text that somebody sends. */
export const IncomingText = z.strictObject({
  from: z.string().regex(/^\+[1-9]\d{6,14}$/),
  text: z.string().min(1).max(1600),
  /** The number or pool that it goes to. @default the one that nobody chose */
  to: z.string().min(1).default("+12065550100"),
  /** Our text that it answers, by the provider's id. */
  answers: z.string().optional(),
  /** The provider's id of it: the same one again is a second delivery. @default a new one */
  id: z.string().optional(),
});
export type IncomingText = z.output<typeof IncomingText>;

/** Resolves when every queue has it durably; tells how many topics took it. */
export type SendIncoming = (text: IncomingText) => Promise<number>;

/**
 * Numbers are leased by hand on AWS and given a topic; here every topic whose policy admits the text service for any
 * number is taken for theirs.
 */
export function openTwoWay(deps: {
  readonly plan: Pick<Plan, "topics">;
  readonly authorizer: Authorizer;
  readonly publish: PublishToTopic;
}): SendIncoming {
  const topics = deps.plan.topics.filter(({ arn }) => {
    try {
      deps.authorizer.check(SERVICE, [{ action: "sns:Publish", resource: arn }]);
      return true;
    } catch {
      return false;
    }
  });
  return async ({ from, to, text, answers, id }) => {
    const message = JSON.stringify({
      originationNumber: from,
      destinationNumber: to,
      messageKeyword: "KEYWORD_000000000000",
      messageBody: text,
      inboundMessageId: id ?? randomUUID(),
      ...(answers === undefined ? {} : { previousPublishedMessageId: answers }),
    });
    for (const { arn } of topics) await deps.publish(arn, message, SERVICE);
    return topics.length;
  };
}
