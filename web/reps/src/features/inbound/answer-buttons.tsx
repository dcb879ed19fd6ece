import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { AnswerWay } from "../../../../../shared/model/question.ts";
import { ANSWER_WAYS } from "../../ui/answer-ways.ts";
import classes from "./texts.module.css";

/** How a question was answered, one press each. */
export function AnswerButtons(props: {
  /** What is under way. */
  readonly pressed: string | undefined;
  readonly onPress: (way: AnswerWay) => void;
  readonly children?: ReactNode;
}) {
  const { pressed, onPress, children } = props;
  return (
    <div className={classes.buttons}>
      {AnswerWay.options.map((way) => (
        <Button
          key={way}
          loading={pressed === way}
          disabled={pressed !== undefined}
          onClick={() => onPress(way)}
        >
          Answered {ANSWER_WAYS[way]}
        </Button>
      ))}
      {children}
    </div>
  );
}
