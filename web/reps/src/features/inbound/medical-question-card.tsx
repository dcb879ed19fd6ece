import type { CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { AnswerButtons } from "./answer-buttons.tsx";
import { QuestionCard } from "./question-card.tsx";
import { ReadQuestion } from "./read-question.tsx";

/** A question for medical information: read first, then said to be answered. */
export function MedicalQuestionCard(props: {
  readonly item: CallOutput<"listMedicalQuestions">["items"][number];
}) {
  const { questionId, hcp, askedAt, dueAt, rev } = props.item;
  const toast = useToast();
  const answer = useAct("answerMedicalQuestion", {
    invalidates: ["listMedicalQuestions"],
    onDone: () => toast({ text: "Noted as answered." }),
  });
  return (
    <QuestionCard name={hcp.name} askedAt={askedAt} dueAt={dueAt} due="Answer by">
      <ReadQuestion questionId={questionId}>
        <AnswerButtons
          pressed={answer.isPending ? answer.variables?.body.way : undefined}
          onPress={(way) => answer.mutate({ params: { questionId }, body: { way, rev } })}
        />
      </ReadQuestion>
      {answer.error !== null && <Problem error={answer.error} />}
    </QuestionCard>
  );
}
