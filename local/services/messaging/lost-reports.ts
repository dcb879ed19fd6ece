/** A way on which a provider's report may be lost: EventBridge is best effort, a topic's subscription may be broken. */
export type LostWay = "bus" | "topic";

/**
 * The way that loses the reports about this receiver, so that the other way is seen to be enough: numbers that end in 0421
 * and labels `+nobus` lose the event, numbers that end in 0422 and labels `+notopic` the notification.
 */
export function lostWay(to: string): LostWay | undefined {
  if (to.endsWith("0421") || to.includes("+nobus@")) return "bus";
  if (to.endsWith("0422") || to.includes("+notopic@")) return "topic";
  return undefined;
}
