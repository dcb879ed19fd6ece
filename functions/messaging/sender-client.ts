import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

/** Milliseconds to connect and to answer. Their sum is far below the time after which a hand-off counts as unknown. */
const SENDER_TIMEOUTS = {
  connectionTimeout: 2000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
} as const;

/**
 * Settings of every sending client. One attempt, because the SDK's own retry would send twice. No kept-alive
 * connections: a socket that the other side closed while the function was frozen would make an ordinary send unknown.
 */
export const SENDER_CLIENT = {
  maxAttempts: 1,
  requestHandler: {
    ...SENDER_TIMEOUTS,
    httpAgent: new HttpAgent({ keepAlive: false }),
    httpsAgent: new HttpsAgent({ keepAlive: false }),
  },
} as const;
