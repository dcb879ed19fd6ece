import { createHmac } from "node:crypto";
import type { HcpId, MessageId, VisitId } from "../../shared/model/ids.ts";
import { sameSecret } from "./same-secret.ts";

/** Name of the HCP site's only cookie. The `__Host-` prefix binds it to the host, to TLS and to path `/`. */
const COOKIE = "__Host-visit";

/** Absolute life of a visit's cookie in seconds (domain-rules 3.2: 12 hours). */
export const SESSION_SECONDS = 12 * 60 * 60;

/** What the cookie says. `tracking` is the level the HCP had agreed to when the visit began (INV-4). */
export interface Session {
  readonly visitId: VisitId;
  readonly hcpId: HcpId;
  readonly messageId: MessageId;
  readonly tracking: "individual" | "aggregate";
  /** Somebody who says that the link was sent to another person: no name, no counting, no choices (domain-rules 3.3). */
  readonly colleague?: boolean;
  /** Counting was switched off during the visit: beacons of any of its open pages are refused (INV-4). */
  readonly stopped?: boolean;
  /** Epoch seconds of real time: cookies and signatures never follow the business clock. */
  readonly expires: number;
}

/**
 * Whether our own signature covers a session of this form, or one of an earlier release. By hand: the beacon reads it
 * too, and has no schema library (performance of the hot path).
 */
function isSession(value: unknown): value is Session {
  if (value === null || typeof value !== "object") return false;
  const session = value as Readonly<Record<string, unknown>>;
  return (
    ["visitId", "hcpId", "messageId"].every((field) => typeof session[field] === "string") &&
    (session["tracking"] === "individual" || session["tracking"] === "aggregate") &&
    Number.isInteger(session["expires"])
  );
}

/** Signs text with the session key, base64url; `purpose` keeps cookies, nonces and tokens apart. */
export function sign(sessionKey: string, purpose: string, text: string): string {
  return createHmac("sha256", Buffer.from(sessionKey, "base64"))
    .update(`${purpose}:${text}`)
    .digest("base64url");
}

/** The Set-Cookie value of a session: HttpOnly, Secure, SameSite=Lax. */
export function sessionCookie(sessionKey: string, session: Session): string {
  const payload = Buffer.from(JSON.stringify(session)).toString("base64url");
  const value = `${payload}.${sign(sessionKey, "session", payload)}`;
  return `${COOKIE}=${value}; Path=/; Max-Age=${SESSION_SECONDS}; HttpOnly; Secure; SameSite=Lax`;
}

/**
 * Reads the session of a request. undefined when there is none, it was tampered with or has ended.
 * @param nowSeconds real time, epoch seconds
 */
export function readSession(
  sessionKey: string,
  cookies: readonly string[],
  nowSeconds: number,
): Session | undefined {
  for (const cookie of cookies) {
    const [name, value] = cookie.split("=", 2);
    if (name?.trim() !== COOKIE || value === undefined) continue;
    const [payload, signature] = value.split(".", 2);
    if (payload === undefined || !sameSecret(signature, sign(sessionKey, "session", payload)))
      return undefined;
    const session: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return isSession(session) && session.expires > nowSeconds ? session : undefined;
  }
  return undefined;
}
