import { QuestionId, type VisitId } from "../../shared/model/ids.ts";
import { sameSecret } from "../runtime/same-secret.ts";
import { sign } from "../runtime/session.ts";

/** As long as a visit's cookie. Real seconds. */
const NONCE_SECONDS = 12 * 60 * 60;

/** What a rendered form carries: an id of its own, bound to the visit, from which its question's id follows. */
export function mintAskNonce(
  sessionKey: string,
  visitId: VisitId,
  formId: string,
  nowSeconds: number,
): string {
  const body = `${formId}.${nowSeconds + NONCE_SECONDS}`;
  return `${body}.${sign(sessionKey, "ask", `${visitId}.${body}`)}`;
}

/** The id of a form that was rendered for this visit and has not ended; undefined otherwise. */
export function readAskNonce(
  sessionKey: string,
  visitId: VisitId,
  nonce: string,
  nowSeconds: number,
): QuestionId | undefined {
  const [formId, ends, signature] = nonce.split(".", 3);
  const body = `${formId}.${ends}`;
  if (!sameSecret(signature, sign(sessionKey, "ask", `${visitId}.${body}`))) return undefined;
  if (!(Number(ends) > nowSeconds)) return undefined;
  const parsed = QuestionId.safeParse(formId);
  return parsed.success ? parsed.data : undefined;
}

/**
 * What the answer's address carries: which question, and whether it has words of a side effect, which nothing on this
 * side of the wall remembers. Signed, so that an address can claim nothing.
 */
export function mintSent(
  sessionKey: string,
  visitId: VisitId,
  sent: { readonly questionId: QuestionId; readonly flagged: boolean },
): string {
  const body = `${sent.questionId}.${sent.flagged ? "1" : "0"}`;
  return `${body}.${sign(sessionKey, "asked", `${visitId}.${body}`)}`;
}

/** Which question of this visit an address is about; undefined when it is none of ours. */
export function readSent(
  sessionKey: string,
  visitId: VisitId,
  sent: string,
): { readonly questionId: QuestionId; readonly flagged: boolean } | undefined {
  const [questionId, flagged, signature] = sent.split(".", 3);
  const body = `${questionId}.${flagged}`;
  if (!sameSecret(signature, sign(sessionKey, "asked", `${visitId}.${body}`))) return undefined;
  const parsed = QuestionId.safeParse(questionId);
  return parsed.success ? { questionId: parsed.data, flagged: flagged === "1" } : undefined;
}
