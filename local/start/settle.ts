import type { Mappings } from "../mappings/mappings.ts";
import type { PendingWork } from "./pending.ts";

/** Longest wait; what fails and is tried again may take longer than anybody wants to look at a prompt. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 20;

/**
 * Waits until streams are read and events delivered, without waiting for batches to fill. Before business time leaps,
 * what happened has to have happened: a day that is sealed while its last links are on their way would look forged.
 */
export async function settle(
  mappings: Pick<Mappings, "hurry">,
  pending: () => Pick<PendingWork, "streams" | "invocations" | "deliveries">,
): Promise<void> {
  mappings.hurry(PATIENCE_MS);
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const { streams, invocations, deliveries } = pending();
    if (Object.keys(streams).length === 0 && invocations === 0 && deliveries === 0) return;
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
}
