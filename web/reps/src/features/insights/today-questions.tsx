import { IconHelpCircle } from "@tabler/icons-react";
import type { Instant } from "../../../../../shared/model/time.ts";
import type { CallOutput } from "../../../../client/client.ts";
import { dueBy, relative } from "../../ui/time.ts";
import { Card, Line } from "./today-card.tsx";
import classes from "./today-screen.module.css";

/** Who asked the rep something and waits, the most urgent first; not shown where nobody does. */
export function QuestionsWaiting(props: {
  readonly questions: CallOutput<"listQuestions">["items"];
  readonly now: Instant;
}) {
  const { questions, now } = props;
  if (questions.length === 0) return null;
  return (
    <div className={classes.questions}>
      <Card title="Questions to answer" all="/questions">
        <ul>
          {questions.slice(0, 3).map(({ questionId, hcp, askedAt, dueAt }) => (
            <Line
              key={questionId}
              icon={IconHelpCircle}
              tone={Date.parse(dueAt) <= now ? "stop" : "wait"}
              to="/questions"
              hcpId={hcp.hcpId}
              title={`${hcp.name} asked you a question`}
            >
              Asked {relative(askedAt, now)}. {dueBy("Answer by", dueAt, now)}.
            </Line>
          ))}
        </ul>
      </Card>
    </div>
  );
}
