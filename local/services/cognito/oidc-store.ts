/** Where oidc-provider keeps sessions, codes and refresh tokens: a durable map, so that sign-ins survive a restart. */
import type { Adapter, AdapterPayload } from "oidc-provider";
import { type Change, type DurableMap, openDurableMap } from "../../journal/durable-map.ts";
import type { Journal } from "../../runtime-ports.ts";

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since the epoch; absent means for ever. */
  readonly expiresAt?: number;
}

export interface OidcStore {
  adapter(model: string): Adapter;
  /** Ends a browser's sign-in session. */
  endSession(id: string): Promise<void>;
}

/** Opens the store and drops what has expired. */
export async function openOidcStore(journal: Journal, poolId: string): Promise<OidcStore> {
  const entries = await openDurableMap<Entry>(journal, `cognito-sessions-${poolId}`);
  await dropExpired(entries);
  const alive = (entry: Entry | undefined): AdapterPayload | undefined =>
    entry && (entry.expiresAt === undefined || entry.expiresAt > Date.now()) ? entry.payload : undefined;
  const firstWith = (model: string, matches: (payload: AdapterPayload) => boolean) => {
    for (const [key, entry] of entries.entries())
      if (key.startsWith(`${model}:`) && matches(entry.payload)) return alive(entry);
    return undefined;
  };
  return {
    adapter: (model) => ({
      async upsert(id, payload, expiresIn) {
        const expiry = expiresIn ? { expiresAt: Date.now() + expiresIn * 1000 } : {};
        await entries.write([[`${model}:${id}`, { payload, ...expiry }]]);
      },
      find: async (id) => alive(entries.get(`${model}:${id}`)),
      findByUid: async (uid) => firstWith(model, (payload) => payload.uid === uid),
      findByUserCode: async (code) => firstWith(model, (payload) => payload.userCode === code),
      async consume(id) {
        const entry = entries.get(`${model}:${id}`);
        if (!entry) return;
        const consumed = Math.floor(Date.now() / 1000);
        await entries.write([[`${model}:${id}`, { ...entry, payload: { ...entry.payload, consumed } }]]);
      },
      destroy: (id) => entries.write([[`${model}:${id}`]]),
      async revokeByGrantId(grantId) {
        const revoked = [...entries.entries()].filter(([, { payload }]) => payload.grantId === grantId);
        await entries.write(revoked.map(([key]): Change<Entry> => [key]));
      },
    }),
    endSession: (id) => entries.write([[`Session:${id}`]]),
  };
}

async function dropExpired(entries: DurableMap<Entry>): Promise<void> {
  const now = Date.now();
  const expired = [...entries.entries()].filter(
    ([, { expiresAt }]) => expiresAt !== undefined && expiresAt <= now,
  );
  await entries.write(expired.map(([key]): Change<Entry> => [key]));
}
