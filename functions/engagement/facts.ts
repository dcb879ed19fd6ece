/** What other capabilities may read of engagement: the countable facts of its stream, and who still agrees to them. */
export { isMachine } from "./fetch-class.ts";
export { type EngagementItem, factOf, type StreamFact } from "./stream-fact.ts";
export { type MayTrack, trackingPermissions } from "./tracking-permissions.ts";
