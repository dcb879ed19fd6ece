/** Every message that left the application: kept on disk, newest first. */
import { openDurableMap } from "../../journal/durable-map.ts";
import type { Journal } from "../../runtime-ports.ts";

export interface InboxMessage {
  /** The provider's message id. */
  readonly id: string;
  readonly channel: "email" | "sms";
  /** ISO 8601, UTC, real time. */
  readonly at: string;
  /** The same moment in business time, by which people read it; absent in journals of earlier versions. */
  readonly businessAt?: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Every http(s) address in the message, in order, each once. */
  readonly links: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet?: string;
  /** Where the picture of a text lies, `s3://…`. */
  readonly media?: string;
  /** The raw MIME message, base64, when it was sent as one. */
  readonly raw?: string;
}

export interface Inbox {
  /** Resolves when the message survives kill -9. */
  add(message: InboxMessage): Promise<void>;
  /** Newest first; `to` is compared without case, `since` is exclusive. */
  list(filter?: { readonly to?: string; readonly since?: number }): readonly InboxMessage[];
  find(id: string): InboxMessage | undefined;
}

/** Opens the inbox; beyond `limit` messages the oldest go. `now` is business time. */
export async function openInbox(journal: Journal, now: () => number, limit = 5_000): Promise<Inbox> {
  const messages = await openDurableMap<InboxMessage>(journal, "messaging-inbox");
  return {
    add(message) {
      const surplus = Math.max(0, messages.size + 1 - limit);
      const oldest = [...messages.entries()].slice(0, surplus).map(([id]): readonly [string] => [id]);
      const dated = { ...message, businessAt: new Date(now()).toISOString() };
      return messages.write([[message.id, dated], ...oldest]);
    },
    list({ to, since } = {}) {
      const wanted = to?.toLowerCase();
      return [...messages.entries()]
        .map(([, message]) => message)
        .filter(
          (message) => wanted === undefined || message.to.some((address) => addressOf(address) === wanted),
        )
        .filter(({ at }) => since === undefined || Date.parse(at) > since)
        .reverse();
    },
    find: (id) => messages.get(id),
  };
}

/** The bare address of `Name <address>`, lower-case. */
export function addressOf(mailbox: string): string {
  return (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase();
}

/** The http(s) addresses in a message's parts: HTML attributes decoded, trailing punctuation of sentences left out. */
export function linksIn(text: string | undefined, html: string | undefined): readonly string[] {
  const inHtml = [...(html ?? "").matchAll(/\b(?:href|src)\s*=\s*["']([^"']+)["']/gi)].map(([, url = ""]) =>
    url.replaceAll("&amp;", "&").replaceAll("&#38;", "&"),
  );
  const inText = [...(text ?? "").matchAll(/https?:\/\/[^\s<>"']+/g)].map(([url]) =>
    url.replace(/[.,;:!?)\]]+$/, ""),
  );
  return [...new Set([...inHtml, ...inText])].filter((url) => /^https?:\/\//.test(url));
}
