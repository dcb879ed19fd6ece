import type { MessageId } from "../../shared/model/ids.ts";

/** A finished message. Addresses live only here, on the way to the provider. */
export type OutgoingMessage =
  | {
      readonly channel: "email";
      readonly messageId: MessageId;
      readonly attempt: number;
      readonly to: string;
      /** In whose name it comes: printed before the sender's address. */
      readonly fromName: string;
      readonly subject: string;
      readonly html: string;
      readonly text: string;
      /** Address of the one-click unsubscribe (RFC 8058). */
      readonly unsubscribeUrl: string;
    }
  | {
      readonly channel: "sms";
      readonly messageId: MessageId;
      readonly attempt: number;
      readonly to: string;
      readonly text: string;
      /** Where the picture lies that comes with the text (MMS), `s3://…`; only senders of media take it along. */
      readonly pictureUrl?: string;
    };

/**
 * What a refusal asks for besides: `withdraw` = the person told their carrier to stop; `suppress` = the address cannot
 * take messages (domain-rules 2.9); `hold_channel` = the next message would be refused as well, whomever it is for.
 */
export type RefusalAction = "withdraw" | "suppress" | "hold_channel";

/**
 * What is known after one try. Only `refused` is a definite no and frees the message; `unknown` means the provider may
 * have it, and it is never sent again. A refusal that is not `permanent` may pass later.
 */
export type SendOutcome =
  | { readonly kind: "accepted"; readonly providerMessageId: string }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly permanent: boolean;
      readonly action?: RefusalAction;
    }
  | { readonly kind: "unknown"; readonly cause: string };

/** Hands one message to a provider, exactly one request, never a retry. Does not throw for a provider's answer. */
export interface MessageSender {
  send(message: OutgoingMessage): Promise<SendOutcome>;
}

/** Which channels this deployment can send on. */
export interface ProviderReadiness {
  readonly sms: boolean;
  readonly email: boolean;
}
