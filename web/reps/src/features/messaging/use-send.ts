import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useClient } from "../../app/api.tsx";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { guarded, pressGuard } from "../../app/press-guard.ts";
import { useSession } from "../../app/session.tsx";
import { clock, dateTime } from "../../ui/time.ts";
import { useToast } from "../../ui/toasts.tsx";
import { dropDraft } from "./draft.ts";
import type { Composing } from "./use-composing.ts";
import { useMessagesChanged, useRecall } from "./use-recall.ts";

/** The longest that a line with a way back stands. */
const LINE_SECONDS = 30;

/** What leaves later than this is planned: the hours of a test's arm may be those of another day. */
const SOON_SECONDS = 120;

/**
 * Gives the order, once: the draft's key makes a second press the same order. Then offers to take it back, wherever the
 * person goes meanwhile.
 */
export function useSend(hcp: Hcp, { channel, draft, now, test, words }: Composing, onSent: () => void) {
  const client = useClient();
  const { userId } = useSession();
  const toast = useToast();
  const recall = useRecall();
  const changed = useMessagesChanged();
  const [guard] = useState(pressGuard);
  const order = useMutation({
    mutationFn: (notBefore: string | undefined) =>
      client.call("composeMessage", {
        body: {
          hcpId: hcp.hcpId,
          channel,
          idempotencyKey: draft.key,
          recallable: true,
          ...(words.wish === undefined ? {} : { wording: words.wish }),
          ...(test === undefined ? {} : { experimentId: test }),
          ...(notBefore === undefined ? {} : { notBefore }),
        },
      }),
    onSuccess: ({ messageId, dueAt }, notBefore) => {
      dropDraft(localStorage, userId, hcp.hcpId);
      changed();
      const thing = `${channel === "sms" ? "Text" : "E-mail"} to ${shortName(hcp)}`;
      const left = dueAt === undefined ? 0 : Math.floor((Date.parse(dueAt) - now) / 1000);
      const when =
        (notBefore === undefined && left <= SOON_SECONDS) || dueAt === undefined
          ? `leaves ${dueAt === undefined ? "now" : `at ${clock(dueAt, hcp.timeZone)}`}`
          : `is planned for ${dateTime(dueAt, hcp.timeZone)}`;
      const seconds = Math.min(LINE_SECONDS, Math.max(5, left));
      toast({ text: `${thing} ${when}.`, undo: () => void recall(messageId, dueAt), seconds });
      onSent();
    },
    // the order may have been taken all the same: the lists tell
    onError: changed,
    onSettled: guard.leave,
  });
  return {
    press: guarded(guard, (notBefore: string | undefined) => order.mutate(notBefore)),
    busy: order.isPending,
    error: order.error,
  };
}
