/** Everything that leaves the application: SES, End User Messaging and Pinpoint in front of one inbox. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AwsService, EmitAwsEvent, Journal, Warn } from "../../runtime-ports.ts";
import { openOptOuts } from "../sms-voice/opt-outs.ts";
import { sendingOperations } from "../sms-voice/sending.ts";
import { smsVoiceService } from "../sms-voice/sms-voice-service.ts";
import type { SendIncoming } from "../sms-voice/two-way.ts";
import { openDeliveryReports, type TellDestinations } from "./delivery-reports.ts";
import { type MessagingFaults, messagingFaults } from "./faults.ts";
import { type Inbox, openInbox } from "./inbox.ts";
import { inboxHttp } from "./inbox-http.ts";
import { inboxReplies } from "./inbox-replies.ts";
import { pinpointService } from "./pinpoint-service.ts";
import { sesService } from "./ses-service.ts";
import { openSuppressionList } from "./suppression.ts";

export interface MessagingDeps {
  readonly journal: Journal;
  readonly emit: EmitAwsEvent;
  /** Tells the destinations of configuration sets. @default nobody */
  readonly tell?: TellDestinations;
  /** Publishes a text that somebody sends to us. @default no topic takes it */
  readonly incoming?: SendIncoming;
  readonly warn: Warn;
  readonly region: string;
  readonly account: string;
  /** Business time, which people read in the inbox. @default real time */
  readonly now?: () => number;
  /** Senders verified as addresses; all others count as their domain's identity. */
  readonly verifiedAddresses?: readonly string[];
  /** Milliseconds until a provider tells what became of a message. @default 250 */
  readonly eventDelayMs?: number;
}

export interface Messaging {
  /** `ses`, `sms-voice` and `mobiletargeting`. */
  readonly services: readonly AwsService[];
  readonly inbox: Inbox;
  readonly faults: MessagingFaults;
  /** Sent messages whose fate has not been told to the end. */
  readonly pendingReports: number;
  /** Serves `/_local/inbox*`; false for any other path. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  close(): void;
}

/** Opens the inbox, the suppression list and the pending events from the journal. */
export async function openMessaging(deps: MessagingDeps): Promise<Messaging> {
  const inbox = await openInbox(deps.journal, deps.now ?? Date.now);
  const suppression = await openSuppressionList(deps.journal);
  const reports = await openDeliveryReports({
    journal: deps.journal,
    emit: deps.emit,
    tell: deps.tell ?? (async () => undefined),
    warn: deps.warn,
    ...(deps.eventDelayMs === undefined ? {} : { delayMs: deps.eventDelayMs }),
  });
  const { faults, gate } = messagingFaults();
  const place = { region: deps.region, account: deps.account };
  const optOuts = await openOptOuts(deps.journal, place);
  const verified = deps.verifiedAddresses ? { verifiedAddresses: deps.verifiedAddresses } : {};
  return {
    services: [
      sesService({ inbox, reports, suppression, gate, ...place, ...verified }),
      smsVoiceService({
        ...sendingOperations({ inbox, reports, gate, optedOut: optOuts.has, ...place }),
        ...optOuts.operations,
      }),
      pinpointService({ inbox, reports, gate, ...place }),
    ],
    inbox,
    faults,
    get pendingReports() {
      return reports.pending;
    },
    handle: inboxHttp(inbox, inboxReplies(inbox, deps.incoming ?? (async () => 0))),
    close: reports.close,
  };
}
