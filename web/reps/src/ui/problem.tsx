import { Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { ApiProblem } from "../../../client/client.ts";
import classes from "./problem.module.css";

interface Words {
  readonly title: string;
  readonly detail: string;
  readonly reference?: string;
}

/** What happened and what is safe, in words; every error has some. */
export function wordsOf(error: unknown): Words {
  if (error instanceof ApiProblem) {
    const { title, detail, requestId } = error.problem;
    return { title, detail, ...(requestId === "" ? {} : { reference: requestId.slice(-8) }) };
  }
  if (error instanceof TypeError)
    return {
      title: "This did not reach us",
      detail: "The line seems to be down. Nothing was sent or changed.",
    };
  return { title: "Something failed on our side", detail: "Nothing was sent or changed." };
}

/** An error in the place of what it kept from being shown. `page` fills the window. */
export function Problem(props: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly page?: boolean;
}) {
  const { error, onRetry, page = false } = props;
  const { title, detail, reference } = wordsOf(error);
  return (
    <div className={page ? classes.page : classes.problem} role="alert">
      <IconAlertCircle className={classes.icon} size={20} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        <p className={classes.title}>{title}</p>
        <p className={classes.detail}>
          {detail}
          {reference !== undefined && <span className={classes.reference}> Reference {reference}.</span>}
        </p>
      </div>
      {onRetry !== undefined && <Button onClick={onRetry}>Retry</Button>}
    </div>
  );
}
