import { MessageId } from "../../shared/model/ids.ts";
import { CLASSIFIER_VERSION } from "../engagement/facts.ts";
import type { Clock } from "../runtime/clock.ts";
import { countedByVersion } from "./link-clicks-store.ts";
import { type ClicksDeps, noteClicks } from "./note-clicks.ts";

/** Messages of one run; the next hour goes on. */
const AT_ONCE = 500;

/**
 * Counts again what an older classifier counted, as far as the evidence is still there (domain-rules 3.5). A message
 * leaves its version's list when it is counted, so that runs go on where the last one ended. One that cannot be counted
 * holds up no other.
 * @returns how many messages were looked at
 * @throws Error when some could not be counted
 */
export function makeCountAgain(deps: ClicksDeps & { readonly clock: Clock }) {
  return async (): Promise<number> => {
    const now = deps.clock();
    const failed: unknown[] = [];
    let looked = 0;
    for (let version = 1; version < CLASSIFIER_VERSION && looked < AT_ONCE; version++) {
      const messages = await countedByVersion(deps, version, { now, limit: AT_ONCE - looked });
      for (const messageId of messages) {
        try {
          await noteClicks(deps, MessageId.parse(messageId), now);
        } catch (error) {
          failed.push(error);
        }
      }
      looked += messages.length;
    }
    if (failed.length > 0)
      throw new AggregateError(failed, `links of ${failed.length} messages could not be counted again`);
    return looked;
  };
}
