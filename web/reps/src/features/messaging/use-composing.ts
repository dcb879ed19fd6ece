import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import type { Hcp } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { useSession } from "../../app/session.tsx";
import { type Draft, readDraft, writeDraft } from "./draft.ts";
import { useWording } from "./use-wording.ts";
import type { Channel, Verdict } from "./verdict-words.ts";

/** The gate's answer is asked again this often while somebody composes. */
const ASK_AGAIN = 30_000;

type TestId = CallOutput<"listExperiments">["items"][number]["experimentId"];

const freshKey = () => crypto.randomUUID();

/** What is being composed for one HCP, and what the gate says about it while it is. */
export function useComposing(hcp: Hcp) {
  const { userId } = useSession();
  const now = useNow(10_000);
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = readDraft(localStorage, userId, hcp.hcpId, freshKey);
    // a reload while an order is on its way finds its key again
    writeDraft(localStorage, userId, hcp.hcpId, kept);
    return kept;
  });
  const change = (next: { readonly channel?: Channel; readonly at?: string | undefined }) => {
    const { channel = draft.channel, at } = { at: draft.at, ...next };
    // another wish is another order: its key must not be that of the one before
    const changed: Draft = {
      key: freshKey(),
      ...(channel === undefined ? {} : { channel }),
      ...(at === undefined ? {} : { at }),
    };
    writeDraft(localStorage, userId, hcp.hcpId, changed);
    setDraft(changed);
  };
  const [test, setTest] = useState<TestId | undefined>(undefined);
  const later = draft.at !== undefined && Date.parse(draft.at) > now ? draft.at : undefined;
  const [shown, setShown] = useState<Channel>(draft.channel ?? "email");
  // other words are another order, as another channel or time is
  const words = useWording(hcp, shown, () => change({}));
  // a test is of the channel that is shown
  const partOf = (channel: Channel) =>
    test === undefined || channel !== shown ? {} : { experimentId: test };
  const ask = (channel: Channel) => ({
    body: {
      hcpId: hcp.hcpId,
      channel,
      ...(later === undefined ? {} : { notBefore: later }),
      ...(words.asked === undefined || channel !== shown ? {} : { wording: words.asked }),
      ...partOf(channel),
    },
  });
  const options = { every: ASK_AGAIN, keepPrevious: true };
  const sms = useCall("dryRun", ask("sms"), options);
  const email = useCall("dryRun", ask("email"), options);
  const channel = draft.channel ?? openChannel(sms.data, email.data);
  if (channel !== shown) {
    setShown(channel);
    // a test is of one channel
    setTest(undefined);
  }
  const preview = useCall(
    "previewInvitation",
    {
      params: { hcpId: hcp.hcpId },
      query: { channel, ...(later === undefined ? {} : { at: later }), ...partOf(channel) },
    },
    { ...options, every: 60_000 },
  );
  const space = useCall("readSpace", { params: { hcpId: hcp.hcpId } });
  const verdicts = { sms, email };
  const asked = verdicts[channel];
  return {
    draft,
    change,
    channel,
    /** The wished time while it is still to come. */
    later,
    now,
    verdicts,
    /** The verdict on exactly what is chosen; not one that is kept from before a change. */
    verdict: asked.isPlaceholderData || !words.settled ? undefined : asked.data,
    verdictError: asked.data === undefined ? asked.error : null,
    preview,
    words,
    /** The test of which this message is a part. */
    test,
    /** What that test decides for this person; undefined without one, and while it is being asked. */
    testDecides: test === undefined ? undefined : preview.data?.testDecides,
    /** Being in a test, or in none, is another order; what the gate says of it must not turn to the other channel. */
    chooseTest: (next: TestId | undefined) => {
      setTest(next);
      change({ channel });
    },
    space,
    askAgain: () => void asked.refetch(),
  };
}

export type Composing = ReturnType<typeof useComposing>;

/** The channel to begin with: an open one, texts first because they are short. */
function openChannel(sms: Verdict | undefined, email: Verdict | undefined): Channel {
  const open = (verdict: Verdict | undefined) => verdict !== undefined && verdict.verdict !== "DENY";
  return open(sms) && !(email?.verdict === "ALLOW" && sms?.verdict !== "ALLOW") ? "sms" : "email";
}
