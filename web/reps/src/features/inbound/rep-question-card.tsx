import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import type { ANSWER_WAYS } from "../../ui/answer-ways.ts";
import { Problem } from "../../ui/problem.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { AnswerButtons } from "./answer-buttons.tsx";
import { QuestionCard } from "./question-card.tsx";
import classes from "./texts.module.css";

/** A question that is the rep's own: its words, and how it was answered or that it is somebody else's. */
export function RepQuestionCard({ item }: { readonly item: CallOutput<"listQuestions">["items"][number] }) {
  const { questionId, hcp, text, rev } = item;
  const toast = useToast();
  const settle = useAct("settleQuestion", {
    invalidates: ["listQuestions", "readTimeline"],
    onDone: ({ desk }) =>
      toast({ text: desk === "medical" ? "Medical information has it now." : "Noted as answered." }),
  });
  const press = (outcome: keyof typeof ANSWER_WAYS | "medical") =>
    settle.mutate({ params: { questionId }, body: { outcome, rev } });
  const pressed = settle.isPending ? settle.variables?.body.outcome : undefined;
  return (
    <QuestionCard
      name={hcp.name}
      heading={
        <Link to="/hcps/$hcpId" params={{ hcpId: hcp.hcpId } as never}>
          {hcp.name}
        </Link>
      }
      askedAt={item.askedAt}
      dueAt={item.dueAt}
      due="Answer by"
    >
      <blockquote className={classes.said}>{text}</blockquote>
      <AnswerButtons pressed={pressed} onPress={press}>
        <Button
          variant="subtle"
          loading={pressed === "medical"}
          disabled={settle.isPending}
          onClick={() => press("medical")}
        >
          It is about a medicine
        </Button>
      </AnswerButtons>
      {settle.error !== null && <Problem error={settle.error} />}
    </QuestionCard>
  );
}
