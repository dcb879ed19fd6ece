import type { DenialCode } from "../../shared/model/send-verdict.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import { isOpen } from "./contact-window.ts";
import { messageWindows, type SendFacts } from "./send-gate.ts";

/** A step of the send gate that holds, with the fact it rests on. */
export interface GateCheck {
  readonly code: DenialCode;
  readonly words: string;
  /** When what it rests on happened. */
  readonly at?: string;
}

const CHANNEL = { sms: "texts", email: "e-mails" } as const;

/**
 * Pure: the steps of the gate that hold, in the gate's order, for a sender who wants to know why. It decides nothing:
 * `sendGate` alone does. Nothing is said about a contact who is not available (the same layout for every cause).
 */
export function gateChecks(facts: SendFacts, now: Instant, agreedAt?: string): GateCheck[] {
  const { profile, channel, hcp, address, content } = facts;
  if (hcp.status !== "active" || facts.caseOpen || profile === undefined) return [];
  const recent = facts.touches.filter((touch) => touch.channel === channel && touch.at > now - 30 * DAY);
  const limit = profile.caps[channel].find(({ days }) => days === 30)?.count;
  const checks: (GateCheck | false)[] = [
    profile[channel].enabled &&
      facts.providerReady && { code: "PROFILE_OFF", words: `Open for ${CHANNEL[channel]} in this country.` },
    facts.senderTerritories.includes(hcp.territory) && {
      code: "NOT_ALIGNED",
      words: `In your territory ${hcp.territory}.`,
    },
    address.kind === "known" &&
      !address.suppressed && { code: "SUPPRESSED", words: "The address has not bounced or complained." },
    facts.consent.granted && {
      code: "NO_CONSENT",
      words: `Agreed to ${CHANNEL[channel]}.`,
      ...(agreedAt === undefined ? {} : { at: agreedAt }),
    },
    content.length > 0 &&
      content.every(({ problem }) => problem === undefined) && {
        code: "CONTENT_NOT_USABLE",
        words: `${content.length === 1 ? "1 piece" : `${content.length} pieces`}, approved for country and language.`,
      },
    facts.assemblyProblems.length === 0 && {
      code: "ASSEMBLY_INVALID",
      words: "Safety information is with every piece.",
    },
    {
      code: "FREQ_CAP",
      words: `${recent.length}${limit === undefined ? "" : ` of ${limit}`} ${CHANNEL[channel]} in 30 days so far.`,
    },
    isOpen(messageWindows(facts, profile), now) && {
      code: "QUIET_HOURS",
      words: "Inside the hours in which this contact may be written to.",
    },
  ];
  return checks.filter((check) => check !== false);
}
