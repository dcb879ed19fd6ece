import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ScreeningOutcome } from "../../../../../shared/model/question.ts";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { QuestionCard } from "./question-card.tsx";
import { ReadQuestion } from "./read-question.tsx";
import classes from "./texts.module.css";

const OUTCOMES: readonly (readonly [ScreeningOutcome, string])[] = [
  ["nothing", "Nothing to report"],
  ["reported", "Reported in the safety system"],
];

/** A question that safety reads for side effects and complaints. */
export function SafetyQuestionCard(props: {
  readonly item: CallOutput<"listUnscreenedQuestions">["items"][number];
}) {
  const { questionId, hcp, askedAt, dueAt, flagged, rev } = props.item;
  const toast = useToast();
  const screen = useAct("screenQuestion", {
    invalidates: ["listUnscreenedQuestions"],
    onDone: () => toast({ text: "Noted." }),
  });
  const pressed = screen.isPending ? screen.variables?.body.outcome : undefined;
  return (
    <QuestionCard
      name={hcp.name}
      askedAt={askedAt}
      dueAt={dueAt}
      due={flagged ? "Report by" : "Read by"}
      {...(flagged ? { mark: { icon: IconAlertTriangle, words: "May be a side effect" } } : {})}
    >
      <ReadQuestion questionId={questionId}>
        <div className={classes.buttons}>
          {OUTCOMES.map(([outcome, label]) => (
            <Button
              key={outcome}
              loading={pressed === outcome}
              disabled={screen.isPending}
              onClick={() => screen.mutate({ params: { questionId }, body: { outcome, rev } })}
            >
              {label}
            </Button>
          ))}
        </div>
      </ReadQuestion>
      {screen.error !== null && <Problem error={screen.error} />}
    </QuestionCard>
  );
}
