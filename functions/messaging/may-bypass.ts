import type { ServiceText } from "../../shared/model/service-text.ts";
import type { SuppressionReason } from "../../shared/model/suppression.ts";
import { HOUR, type Instant } from "../../shared/model/time.ts";

/** An answer that is late by this much answers nothing any more. */
const ANSWER_LIFE = HOUR;

/** What is known when a text outside the send gate is about to leave. */
export interface BypassFacts {
  /** Whether there still is a number under this hash to send to. */
  readonly reachable: boolean;
  readonly suppressed: SuppressionReason | undefined;
  /** For a request to confirm: whether texts are open in the country by its profile in force (2.6). */
  readonly open: boolean;
  /** For a request to confirm: whether it still waits for its answer. */
  readonly pending: boolean;
}

/**
 * May this text leave without a permission (domain-rules 2.1: double opt-in and answers to STOP and HELP, in code)? HELP
 * and the confirmation of a STOP go to everybody who asked; whatever says more goes to no suppressed number, and a
 * request only while it waits and where texts are open. Pure.
 */
export function mayBypass(
  text: Pick<ServiceText, "kind" | "createdAt">,
  facts: BypassFacts,
  now: Instant,
): { readonly leave: true } | { readonly leave: false; readonly reason: string } {
  const no = (reason: string) => ({ leave: false, reason }) as const;
  if (!facts.reachable) return no("no_number");
  if (text.kind === "doi_request") {
    if (!facts.open) return no("texts_not_open");
    if (facts.suppressed !== undefined) return no("suppressed");
    return facts.pending ? { leave: true } : no("not_pending");
  }
  if (now - Date.parse(text.createdAt) > ANSWER_LIFE) return no("too_late");
  switch (text.kind) {
    case "stopped":
    case "help":
      return { leave: true };
    case "unmonitored":
    case "doi_confirmed":
    case "started":
    case "needs_form":
      return facts.suppressed !== undefined ? no("suppressed") : { leave: true };
  }
}
