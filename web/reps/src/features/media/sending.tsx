import { Button, Progress } from "@mantine/core";
import { IconPlayerPause } from "@tabler/icons-react";
import { useClient } from "../../app/api.tsx";
import { Problem } from "../../ui/problem.tsx";
import { size } from "../../ui/size.ts";
import { ChooseUpload } from "./choose-upload.tsx";
import type { Upload } from "./upload.ts";
import classes from "./upload-panel.module.css";
import { giveUpUpload, pauseUpload, resumeUpload } from "./upload-store.ts";

function percent(sent: number, bytes: number): number {
  return bytes === 0 ? 0 : Math.floor((sent / bytes) * 100);
}

/** An upload whose file this browser no longer holds: the same file goes on from where it stopped. */
export function Left(props: {
  readonly upload: Extract<Upload, { step: "paused" }>;
  readonly onFile: (file: File | undefined) => void;
}) {
  const { upload, onFile } = props;
  const client = useClient();
  return (
    <>
      <p>
        The upload of <b>{upload.name}</b> stopped at {percent(upload.sent, upload.bytes)} %. What arrived is
        kept; choose the same file and it goes on from there.
      </p>
      <Progress value={percent(upload.sent, upload.bytes)} aria-label="Arrived so far" />
      {upload.error !== undefined && <Problem error={upload.error} />}
      <div className={classes.buttons}>
        <ChooseUpload word="Choose the same file" onFile={onFile} />
        <Button variant="subtle" onClick={() => void giveUpUpload(client)}>
          Give it up
        </Button>
      </div>
    </>
  );
}

/** An upload under way, with pause and give up. */
export function Sending({
  upload,
}: {
  readonly upload: Extract<Upload, { step: "starting" | "sending" | "paused" }>;
}) {
  const client = useClient();
  const sent = upload.step === "starting" ? 0 : upload.sent;
  const done = percent(sent, upload.bytes);
  const waiting = upload.step === "sending" && upload.waiting;
  return (
    <>
      <p className={classes.file}>
        <b>{upload.name}</b>
        <span className={classes.note}>
          {size(sent)} of {size(upload.bytes)}
        </span>
      </p>
      <Progress value={done} size="lg" aria-label="Upload" />
      <p className={classes.note} role="status">
        {upload.step === "paused"
          ? `Paused at ${done} %. What arrived is kept.`
          : waiting
            ? `The upload stopped at ${done} %. Your file is kept; it goes on by itself when the line is back.`
            : upload.step === "starting"
              ? "Starting."
              : `Sending. ${done} % has arrived.`}
      </p>
      {upload.step === "paused" && upload.error !== undefined && <Problem error={upload.error} />}
      <div className={classes.buttons}>
        {upload.step === "paused" ? (
          <Button onClick={() => void resumeUpload(client)}>Go on</Button>
        ) : (
          <Button
            disabled={upload.step === "starting"}
            leftSection={<IconPlayerPause size={16} stroke={1.75} aria-hidden />}
            onClick={pauseUpload}
          >
            Pause
          </Button>
        )}
        <Button
          variant="subtle"
          disabled={upload.step === "starting"}
          onClick={() => void giveUpUpload(client)}
        >
          Give it up
        </Button>
      </div>
    </>
  );
}
