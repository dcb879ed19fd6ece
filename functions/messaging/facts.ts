/** What other capabilities may read of messages. */
export { type RecordsTable, readMessage as findMessage } from "./store.ts";
