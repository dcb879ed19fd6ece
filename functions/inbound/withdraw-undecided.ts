import { instantText } from "../../shared/model/time.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { type SettleDeps, settleInbound } from "./settle-inbound.ts";
import { listOpen } from "./store.ts";

/** More than a person could leave lying in a quarter of an hour; the rest comes with the next run. */
const PAGE = 100;

/**
 * Makes a withdrawal of every text that nobody decided about in time (domain-rules 2.7, 2c). The send gate has treated it
 * as one since its time came; this writes it down.
 * @returns how many there were
 */
export async function withdrawUndecided(
  deps: SettleDeps & { readonly clock: Clock; readonly log: Logger },
): Promise<number> {
  const now = deps.clock();
  let cursor: string | undefined;
  let settled = 0;
  do {
    const page = await listOpen(deps, { limit: PAGE, cursor, dueBefore: instantText(now) });
    for (const inbound of page.items.filter(({ task }) => task === "decide")) {
      const by = { type: "system", id: "inbound" } as const;
      await settleInbound(deps, inbound, { outcome: "withdrawn", by, actor: "system" }, now);
      settled += 1;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  if (settled > 0) deps.log.warn("texts became withdrawals because nobody decided", { settled });
  return settled;
}
