import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ApiProblem, type CallInput } from "../../../../client/client.ts";
import { callKey, useClient } from "../../app/api.tsx";
import { wordsOf } from "../../ui/error-words.ts";
import { useToast } from "../../ui/toasts.tsx";

type MessageId = CallInput<"cancelMessage">["params"]["messageId"];

const LISTS = ["listOwnMessages", "listMessages", "readMessage", "dryRun"] as const;

/** Has everything that shows messages asked again. */
export function useMessagesChanged(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    for (const name of LISTS) void queries.invalidateQueries({ queryKey: callKey(name) });
  }, [queries]);
}

/**
 * Takes a message back, from wherever the person has gone meanwhile, and says honestly what became of it: taken back, or
 * too late.
 */
export function useRecall(): (messageId: MessageId) => Promise<void> {
  const client = useClient();
  const toast = useToast();
  const changed = useMessagesChanged();
  return useCallback(
    async (messageId) => {
      try {
        await client.call("cancelMessage", { params: { messageId } });
        toast({ text: "Taken back. Nothing was sent." });
      } catch (error) {
        const late = error instanceof ApiProblem && error.problem.code === "wrong_state";
        toast({
          text: late
            ? "Too late: it was handed over already and cannot be taken back."
            : `It could not be taken back. ${wordsOf(error).detail}`,
          seconds: 12,
        });
      }
      changed();
    },
    [client, toast, changed],
  );
}
