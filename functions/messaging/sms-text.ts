import { gsm7Septets, SMS_PART_SEPTETS, toGsm7 } from "../../shared/model/gsm7.ts";
import { type InvitationWords, printableName } from "./invitation-words.ts";

/**
 * The text of an invitation (INV-8). A rep's name that does not fit into one part is left out: the text has to stay
 * one part, and its link whole.
 */
export function smsText(words: InvitationWords, sender: string, repName: string, link: string): string {
  const name = toGsm7(printableName(repName) ?? words.contact);
  const named = words.sms(toGsm7(sender), name, link);
  const septets = gsm7Septets(named);
  if (septets !== undefined && septets <= SMS_PART_SEPTETS) return named;
  return words.sms(toGsm7(sender), words.contact, link);
}

/**
 * Pure: what is wrong with a text before it may leave (INV-8): not one GSM-7 part, or it names a product. Empty = fit.
 * @param products names of the products that the space is about
 */
export function smsProblems(text: string, products: readonly string[]): string[] {
  const problems: string[] = [];
  const septets = gsm7Septets(text);
  if (septets === undefined) problems.push("The text has characters outside GSM-7.");
  else if (septets > SMS_PART_SEPTETS)
    problems.push(`The text takes ${septets} of ${SMS_PART_SEPTETS} characters.`);
  const folded = text.toLowerCase();
  if (products.some((product) => product !== "" && folded.includes(product.toLowerCase()))) {
    problems.push("The text names a product.");
  }
  return problems;
}
