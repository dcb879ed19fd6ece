import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { CallInput } from "../../../../client/client.ts";
import { callKey, useClient } from "../../app/api.tsx";
import { useClock } from "../../app/now.ts";
import { useToast } from "../../ui/toasts.tsx";
import { takeBack } from "./take-back.ts";

type MessageId = CallInput<"cancelMessage">["params"]["messageId"];

const LISTS = ["listOwnMessages", "listMessages", "readMessage", "dryRun"] as const;

/** Has everything that shows messages asked again. */
export function useMessagesChanged(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    for (const name of LISTS) void queries.invalidateQueries({ queryKey: callKey(name) });
  }, [queries]);
}

/** Where nothing says when it leaves: as long as a message waits at least. */
const SHORTEST_WAIT_MS = 30_000;

/**
 * Takes a message back, from wherever the person has gone meanwhile, and says honestly what became of it: taken back, too
 * late, or not known yet.
 */
export function useRecall(): (messageId: MessageId, dueAt: string | undefined) => Promise<void> {
  const client = useClient();
  const toast = useToast();
  const clock = useClock();
  const changed = useMessagesChanged();
  return useCallback(
    async (messageId, dueAt) => {
      const params = { messageId };
      toast({ text: "Taking it back.", about: messageId, seconds: 30 });
      const until = dueAt === undefined ? clock() + SHORTEST_WAIT_MS : Date.parse(dueAt);
      await takeBack(
        {
          cancel: () => client.call("cancelMessage", { params }),
          state: async () => (await client.call("readMessage", { params })).state,
          now: clock,
          rest: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
          say: (text) => toast({ text, about: messageId, seconds: 30 }),
        },
        until,
      );
      changed();
    },
    [client, toast, clock, changed],
  );
}
