import { VisitId } from "../../shared/model/ids.ts";
import { sameSecret } from "../runtime/same-secret.ts";
import { sign } from "../runtime/session.ts";

/** A gate that stays open in a tab over a clinic's day still works. Real seconds. */
const NONCE_SECONDS = 12 * 60 * 60;

/**
 * The per-render nonce of a gate. It carries the id of the visit that a confirmation begins, so that a second press
 * of the same button is the same visit.
 */
export function mintNonce(
  sessionKey: string,
  tokenHash: string,
  visitId: string,
  nowSeconds: number,
): string {
  const body = `${visitId}.${nowSeconds + NONCE_SECONDS}`;
  return `${body}.${sign(sessionKey, "gate", `${tokenHash}.${body}`)}`;
}

/** The visit id of a nonce that this gate rendered and that has not ended; undefined otherwise. */
export function readNonce(
  sessionKey: string,
  tokenHash: string,
  nonce: string,
  nowSeconds: number,
): VisitId | undefined {
  const [visitId, ends, signature] = nonce.split(".", 3);
  const body = `${visitId}.${ends}`;
  if (!sameSecret(signature, sign(sessionKey, "gate", `${tokenHash}.${body}`))) return undefined;
  if (!(Number(ends) > nowSeconds)) return undefined;
  const parsed = VisitId.safeParse(visitId);
  return parsed.success ? parsed.data : undefined;
}
