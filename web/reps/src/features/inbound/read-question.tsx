import { Button } from "@mantine/core";
import { IconMessage2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useAct } from "../../app/api.tsx";
import { Problem } from "../../ui/problem.tsx";
import classes from "./texts.module.css";

/** The words of a question behind the wall, once asked for; only then what can be done about them. */
export function ReadQuestion(props: { readonly questionId: string; readonly children: ReactNode }) {
  const { questionId, children } = props;
  const read = useAct("readQuestion");
  const look = () => read.mutate({ params: { questionId: questionId as never } });
  if (read.data !== undefined)
    return (
      <>
        <blockquote className={classes.said}>{read.data.text}</blockquote>
        {children}
      </>
    );
  return (
    <>
      <p className={classes.meta}>Your name and the time of reading are recorded.</p>
      <div className={classes.buttons}>
        <Button
          leftSection={<IconMessage2 size={16} stroke={1.75} aria-hidden />}
          loading={read.isPending}
          onClick={look}
        >
          Read the question
        </Button>
      </div>
      {read.error !== null && <Problem error={read.error} onRetry={look} />}
    </>
  );
}
