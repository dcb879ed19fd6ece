import { useHcp } from "../../app/hcp.tsx";
import { ChannelChoice } from "./channel-choice.tsx";
import classes from "./compose-screen.module.css";
import { LookPreview } from "./look-preview.tsx";
import { PageSummary } from "./page-summary.tsx";
import { SendPanel } from "./send-panel.tsx";
import { TestChoice } from "./test-choice.tsx";
import { useComposing } from "./use-composing.ts";
import { WhenChoice } from "./when-choice.tsx";

/** Sends the right thing once: to whom, by what, when, how it looks, and whether it may leave. */
export function Screen() {
  const hcp = useHcp();
  const composing = useComposing(hcp);
  return (
    <div className={classes.composer} data-stopped={composing.verdict?.verdict === "DENY"}>
      <div className={classes.choices}>
        <ChannelChoice hcp={hcp} composing={composing} />
        <WhenChoice hcp={hcp} composing={composing} />
        <TestChoice hcp={hcp} composing={composing} />
      </div>
      <div className={classes.middle}>
        <PageSummary hcp={hcp} composing={composing} />
      </div>
      <SendPanel hcp={hcp} composing={composing}>
        <div className={classes.preview}>
          <LookPreview hcp={hcp} composing={composing} />
        </div>
      </SendPanel>
    </div>
  );
}
