import { Button, Textarea } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { type RefObject, useState } from "react";
import { useAct, useCall } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { Initials } from "../../ui/person.tsx";
import { Problem } from "../../ui/problem.tsx";
import { dateTime } from "../../ui/time.ts";
import classes from "./comments.module.css";
import { filmLength } from "./version-words.tsx";

/** What was said about a version, moments of the film first to click; and a place to say more. */
export function Comments(props: {
  readonly versionId: string;
  /** Where the film stands, seconds; without it comments have no moment. */
  readonly seconds?: number;
  readonly onSeek?: (seconds: number) => void;
  readonly box?: RefObject<HTMLTextAreaElement | null>;
}) {
  const { versionId, seconds, onSeek, box } = props;
  const params = { versionId };
  const comments = useCall("listComments", { params }, { every: 15_000 });
  const [text, setText] = useState("");
  const add = useAct("addComment", { invalidates: ["listComments"], onDone: () => setText("") });
  const send = () => {
    if (text.trim() === "") return;
    const atMs = seconds === undefined || seconds === 0 ? {} : { atMs: Math.round(seconds * 1000) };
    add.mutate({ params, body: { text, ...atMs } });
  };
  return (
    <div className={classes.comments}>
      <Await of={comments}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.note}>No comments yet.</p>
          ) : (
            <ul className={classes.list}>
              {items.map(({ commentId, by, at, atMs, text: said }) => (
                <li key={commentId} className={classes.comment}>
                  <Initials name={by.name} size={24} />
                  <div className={classes.words}>
                    <p>
                      <b>{by.name}</b>{" "}
                      <span className={classes.note}>
                        {by.role}, {dateTime(at)}
                      </span>
                    </p>
                    <p className={classes.said}>{said}</p>
                    {atMs !== undefined &&
                      (onSeek === undefined ? (
                        <span className={classes.note}>at {filmLength(atMs / 1000)}</span>
                      ) : (
                        <Button
                          size="compact-sm"
                          variant="subtle"
                          leftSection={<IconClock size={14} stroke={1.75} aria-hidden />}
                          onClick={() => onSeek(atMs / 1000)}
                        >
                          Show {filmLength(atMs / 1000)}
                        </Button>
                      ))}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
      <Textarea
        ref={box}
        aria-label="Comment"
        placeholder={
          seconds === undefined || seconds === 0
            ? "Say something about this version"
            : `Comment at ${filmLength(seconds)}`
        }
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {add.error !== null && <Problem error={add.error} onRetry={send} />}
      <Button className={classes.send} disabled={text.trim() === ""} loading={add.isPending} onClick={send}>
        {seconds === undefined || seconds === 0 ? "Comment" : `Comment at ${filmLength(seconds)}`}
      </Button>
    </div>
  );
}
