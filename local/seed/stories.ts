import { ANA } from "./stories-of-ana.ts";
import { BEN } from "./stories-of-ben.ts";
import type { Story } from "./story.ts";

/** Everybody whose week is told, of both reps. */
export const STORIES: readonly Story[] = [...ANA, ...BEN];

/** Left on the last evening, after office hours: it waits for the next opening. */
export const AFTER_HOURS = { id: "ACM-0018", at: [4, "19:20"] } as const;
/** Meant for the next working day, at this time. */
export const SCHEDULED = { id: "ACM-0028", at: [4, "15:10"], time: "13:00" } as const;
