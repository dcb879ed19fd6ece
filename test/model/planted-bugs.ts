import { QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { MessageSender } from "../../functions/messaging/message-sender.ts";

/** Ways in which the product could be wrong. The product has no switch for them: they are put between it and its ports. */
export const BUGS = [
  "check before the transaction",
  "wrong precedence",
  "retry without claim",
  "cap outside the transaction",
] as const;
export type Bug = (typeof BUGS)[number];

type Item = NonNullable<TransactWriteCommand["input"]["TransactItems"]>[number];

/** Pure: the command as a product with this bug would have sent it. */
export function commandWith(bug: Bug | undefined, command: unknown): unknown {
  if (!(command instanceof TransactWriteCommand) || !isHandOff(command)) return command;
  const { TransactItems = [] } = command.input;
  if (bug === "check before the transaction")
    return new TransactWriteCommand({
      ...command.input,
      TransactItems: TransactItems.filter(({ ConditionCheck }) => ConditionCheck === undefined),
    });
  if (bug === "cap outside the transaction")
    return new TransactWriteCommand({ ...command.input, TransactItems: TransactItems.map(unreserved) });
  return command;
}

/** Pure: what a fold with this bug would read: the last word counts, whoever said it. */
export function answerWith(bug: Bug | undefined, command: unknown, answer: unknown): unknown {
  if (bug !== "wrong precedence" || !(command instanceof QueryCommand)) return answer;
  const { Items } = answer as { readonly Items?: readonly Record<string, unknown>[] };
  if (Items === undefined) return answer;
  const said = Items.map((item) => (item["action"] === "grant" ? { ...item, actor: "hcp" } : item));
  return { ...(answer as object), Items: said };
}

/** The sender of a product with this bug: it asks again when it heard nothing. */
export function senderWith(bug: Bug | undefined, sender: MessageSender): MessageSender {
  if (bug !== "retry without claim") return sender;
  return {
    async send(message) {
      const outcome = await sender.send(message);
      return outcome.kind === "unknown" ? sender.send(message) : outcome;
    },
  };
}

/** Whether a transaction claims a message for one hand-off. */
export function isHandOff(command: TransactWriteCommand): boolean {
  return handedOffIn(command) !== undefined;
}

/** The message that a transaction hands off. */
export function handedOffIn({ input }: TransactWriteCommand): Record<string, unknown> | undefined {
  return input.TransactItems?.map(({ Put }) => Put?.Item).find(
    (item) => item?.["sk"] === "MESSAGE" && item["state"] === "handed_off",
  );
}

function unreserved(item: Item): Item {
  if (item.Put?.Item?.["sk"] !== "ATTENTION") return item;
  const {
    ConditionExpression: _condition,
    ExpressionAttributeNames: _names,
    ExpressionAttributeValues: _values,
    ...put
  } = item.Put;
  return { Put: put };
}
