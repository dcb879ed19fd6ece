/** What other capabilities may read of messages. */
export { type RecordsTable, readMessage as findMessage } from "./store.ts";
export { listMessages as messagesTo } from "./message-lists.ts";
export { viewOf as messageView } from "./message-view.ts";
