import type { Icon } from "@tabler/icons-react";
import {
  IconDeviceMobile,
  IconEye,
  IconHelpCircle,
  IconMail,
  IconShieldCheck,
  IconUserPlus,
} from "@tabler/icons-react";
import type { TimelineRow } from "../../../../../shared/contracts/insights.ts";
import { ANSWER_WAYS } from "../../ui/answer-ways.ts";
import type { Tone } from "../../ui/chip.tsx";
import { howMade } from "../../ui/permissions.ts";
import { duration } from "../../ui/time.ts";

/** A row of a timeline in words. */
export interface EventWords {
  readonly id: string;
  readonly icon: Icon;
  readonly tone: Tone;
  readonly title: string;
  readonly note: string;
}

/** What a state of a message is called. */
export const MESSAGE_WORDS: Readonly<Record<string, string>> = {
  queued: "waits",
  held: "is with compliance",
  handed_off: "left",
  unknown: "left, its fate is not known",
  sent: "sent",
  delivery_delayed: "sent, delivery is late",
  no_report: "sent, nobody told whether it arrived",
  soft_bounced: "bounced for now",
  delivered: "delivered",
  rejected: "not taken by the provider",
  bounced: "bounced: the address does not work",
  complained: "marked as spam",
  denied: "did not leave",
  refused: "did not leave",
  cancelled: "taken back",
  expired: "ran out before it could leave",
};

const SCOPE: Readonly<Record<string, string>> = {
  send: "product information",
  track_opens: "opening of e-mails",
  track_individual: "counting of visits",
  profile: "suggestions from visits",
  share_with_rep: "sharing with the rep",
};

const ACTION: Readonly<Record<string, { readonly title: string; readonly tone: Tone }>> = {
  grant: { title: "Permission recorded", tone: "ok" },
  doi_requested: { title: "Asked to confirm", tone: "hold" },
  doi_confirmed: { title: "Permission confirmed", tone: "ok" },
  withdraw: { title: "Permission withdrawn", tone: "stop" },
  expire: { title: "Permission ended", tone: "wait" },
  pause: { title: "Messages paused", tone: "wait" },
  resume: { title: "Messages go on", tone: "ok" },
  prefer: { title: "Own wish", tone: "neutral" },
};

const WISH = { frequency: "how often", hours: "days and hours", language: "language" } as const;

/** What happened, in words without judgement. */
export function eventWords(row: TimelineRow): EventWords {
  switch (row.kind) {
    case "message": {
      const { channel, state, messageId, senderName, reason } = row.message;
      const noun = channel === "sms" ? "Text" : "E-mail";
      return {
        id: messageId,
        icon: channel === "sms" ? IconDeviceMobile : IconMail,
        tone: ["bounced", "rejected", "complained", "denied", "refused"].includes(state) ? "stop" : "neutral",
        title: `${noun} ${MESSAGE_WORDS[state] ?? state}`,
        note: reason === undefined ? `from ${senderName}` : reason.words,
      };
    }
    case "consent": {
      const { action, dataUse, channel, eventId, prefers } = row.consent;
      const { title, tone } = ACTION[action] ?? { title: action, tone: "neutral" as const };
      const way = channel === undefined ? "" : channel === "sms" ? " by text" : " by e-mail";
      const use = dataUse === undefined ? "everything" : `${SCOPE[dataUse] ?? dataUse}`;
      const scope = prefers === undefined ? use : WISH[prefers];
      return {
        id: eventId,
        icon: IconShieldCheck,
        tone,
        title,
        note: `${scope}${way} · ${howMade(row.consent)}`,
      };
    }
    case "visit": {
      const seconds = row.items.reduce((sum, item) => sum + item.activeSeconds, 0);
      const titles = row.items.map(({ title }) => title).filter((title) => title !== "");
      return {
        id: row.visitId,
        icon: IconEye,
        tone: "iris",
        title: seconds > 0 ? `Visit, ${duration(seconds)} active` : "Visit",
        note: titles.length === 0 ? "nothing was opened" : titles.join(", "),
      };
    }
    case "question": {
      const { questionId, desk, answered } = row;
      return {
        id: questionId,
        icon: IconHelpCircle,
        tone: answered === undefined ? "wait" : "ok",
        title: desk === "rep" ? "Asked the rep a question" : "Question sent to Medical Information",
        note: answered === undefined ? "waits for an answer" : `answered ${ANSWER_WAYS[answered.way]}`,
      };
    }
    case "directory":
      return {
        id: `${row.change}-${row.at}`,
        icon: IconUserPlus,
        tone: "neutral",
        title: row.change === "added" ? "Came in with an import" : "Facts changed by an import",
        note: "from the company’s master data",
      };
  }
}
