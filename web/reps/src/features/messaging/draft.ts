import type { CallInput } from "../../../../client/client.ts";

type Channel = CallInput<"composeMessage">["body"]["channel"];

/** What a sender has chosen for one HCP and not sent yet. It holds no address, name or text. */
export interface Draft {
  /** Goes with the order, so that a second press sends nothing twice. */
  readonly key: string;
  readonly channel?: Channel;
  /** A wished time, ISO; absent means now. */
  readonly at?: string;
}

/** Where drafts are kept between visits of the screen: the browser's storage. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const nameOf = (userId: string, hcpId: string) => `invito.draft.${userId}.${hcpId}`;

/** The draft that this user keeps for an HCP, or a fresh one; what cannot be read counts as none. */
export function readDraft(store: Store, userId: string, hcpId: string, freshKey: () => string): Draft {
  try {
    const kept: unknown = JSON.parse(store.getItem(nameOf(userId, hcpId)) ?? "null");
    if (isDraft(kept)) return kept;
  } catch {
    // a storage that is full, closed or written by somebody else is no reason not to compose
  }
  return { key: freshKey() };
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const { key, channel, at } = value as Record<string, unknown>;
  return (
    typeof key === "string" &&
    (channel === undefined || channel === "sms" || channel === "email") &&
    (at === undefined || (typeof at === "string" && !Number.isNaN(Date.parse(at))))
  );
}

/** Keeps a draft. */
export function writeDraft(store: Store, userId: string, hcpId: string, draft: Draft): void {
  try {
    store.setItem(nameOf(userId, hcpId), JSON.stringify(draft));
  } catch {
    // the draft then lives as long as the screen
  }
}

/** Forgets a draft, once it was sent. */
export function dropDraft(store: Store, userId: string, hcpId: string): void {
  try {
    store.removeItem(nameOf(userId, hcpId));
  } catch {
    // nothing to forget
  }
}
