/** What other capabilities may read of messages. */
export { answeredMessage } from "./answered-message.ts";
export { printableName } from "./invitation-words.ts";
export { listMessages as messagesTo } from "./message-lists.ts";
export { viewOf as messageView } from "./message-view.ts";
export { readServiceText as findServiceText, serviceTextIdOf } from "./service-text-store.ts";
export { type RecordsTable, readMessage as findMessage } from "./store.ts";
export { instantsOfWall } from "./wall-clock.ts";
