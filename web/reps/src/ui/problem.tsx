import { Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { wordsOf } from "./error-words.ts";
import classes from "./problem.module.css";

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
