/** What other capabilities may read of messages. */
export { printableName } from "./invitation-words.ts";
export { listMessages as messagesTo } from "./message-lists.ts";
export { viewOf as messageView } from "./message-view.ts";
export { type RecordsTable, readMessage as findMessage } from "./store.ts";
