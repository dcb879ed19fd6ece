/** What other capabilities may read of engagement: the countable facts of its stream, the evidence about links, and who still agrees. */
export { CLASSIFIER_VERSION, classOfPress, type LinkPress } from "./fetch-class.ts";
export { countLinks, type LinkCounts } from "./link-counts.ts";
export { recordedLinks } from "./link-evidence.ts";
export { type EngagementItem, factOf, type StreamFact } from "./stream-fact.ts";
export { type MayTrack, trackingPermissions } from "./tracking-permissions.ts";
