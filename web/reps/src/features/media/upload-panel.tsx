import { Button, Progress } from "@mantine/core";
import {
  IconAlertCircle,
  IconCircle,
  IconCircleCheck,
  IconLoader2,
  IconPlayerPause,
  IconUpload,
} from "@tabler/icons-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { useCall, useClient } from "../../app/api.tsx";
import { Problem } from "../../ui/problem.tsx";
import { STEPS, size, stepsDone } from "./asset-steps.ts";
import classes from "./upload-panel.module.css";
import {
  clearUpload,
  giveUpUpload,
  pauseUpload,
  resumeUpload,
  startUpload,
  type Upload,
  useUpload,
} from "./upload-store.ts";

const LARGEST = 500_000_000;

/** A file on its way: dropped or chosen, sent, checked, made into films. */
export function UploadPanel() {
  const upload = useUpload();
  const client = useClient();
  const [refused, setRefused] = useState<string>();
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    const problem = problemWith(file);
    setRefused(problem);
    if (problem === undefined) void startUpload(client, file);
  };
  return (
    <section className={classes.panel} aria-labelledby="file">
      <h2 id="file" className={classes.title}>
        The video
      </h2>
      {upload.step === "none" && <Drop onFile={take} />}
      {upload.step === "paused" && upload.fileGone && <Left upload={upload} onFile={take} />}
      {refused !== undefined && (
        <p className={classes.refused} role="alert">
          <IconAlertCircle size={16} stroke={1.75} aria-hidden /> {refused}
        </p>
      )}
      {(upload.step === "starting" ||
        upload.step === "sending" ||
        (upload.step === "paused" && !upload.fileGone)) && <Sending upload={upload} />}
      {upload.step === "failed" && (
        <>
          <Problem error={upload.error} onRetry={() => void resumeUpload(client)} />
          <Button onClick={clearUpload}>Choose another file</Button>
        </>
      )}
      {upload.step === "sent" && <OnItsWay upload={upload} />}
    </section>
  );
}

/** What can be said before a byte is sent. */
function problemWith(file: File): string | undefined {
  if (file.size === 0) return "The file is empty. Export the video again and choose the new file.";
  if (file.size > LARGEST)
    return `${size(file.size)} is more than 500 MB. Export the video at 1080p or lower and choose it again.`;
  if (file.type !== "" && !file.type.startsWith("video/"))
    return "This is not a video. Choose an MP4, MOV, M4V or WebM file.";
  return undefined;
}

function Drop({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first
    <div
      className={classes.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconUpload size={24} stroke={1.5} aria-hidden />
      <p>Drop a video here</p>
      <Choose word="Choose a file" onFile={onFile} />
      <p className={classes.note}>MP4, MOV, M4V or WebM, at most 500 MB and 10 minutes</p>
    </div>
  );
}

function Choose({
  word,
  onFile,
}: {
  readonly word: string;
  readonly onFile: (file: File | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        className={classes.input}
        type="file"
        accept="video/*,.mp4,.mov,.m4v,.webm"
        aria-label="Video file"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          onFile(currentTarget.files?.[0]);
          currentTarget.value = "";
        }}
      />
      <Button onClick={() => input.current?.click()}>{word}</Button>
    </>
  );
}

function percent(sent: number, bytes: number): number {
  return bytes === 0 ? 0 : Math.floor((sent / bytes) * 100);
}

function Left(props: {
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
      <div className={classes.buttons}>
        <Choose word="Choose the same file" onFile={onFile} />
        <Button variant="subtle" onClick={() => void giveUpUpload(client)}>
          Give it up
        </Button>
      </div>
    </>
  );
}

function Sending({
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

function OnItsWay({ upload }: { readonly upload: Extract<Upload, { step: "sent" }> }) {
  const { assetId, name, bytes } = upload;
  const [settled, setSettled] = useState(false);
  const asset = useCall("readAsset", { params: { assetId } }, { every: settled ? 0 : 2000 });
  const state = asset.data?.state ?? "uploaded";
  useEffect(() => setSettled(state === "ready" || state === "failed"), [state]);
  const done = stepsDone(state);
  const failure = asset.data?.failure;
  const media = asset.data?.media;
  return (
    <>
      <p className={classes.file}>
        <b>{name}</b>
        <span className={classes.note}>{size(bytes)}</span>
      </p>
      {failure === undefined ? (
        <ol className={classes.steps} aria-label="Steps">
          {STEPS.map((step, index) => (
            <li key={step.name} className={classes.step} data-done={index < done} data-now={index === done}>
              {index < done ? (
                <IconCircleCheck size={18} stroke={1.75} aria-hidden />
              ) : index === done ? (
                <IconLoader2 size={18} stroke={1.75} aria-hidden />
              ) : (
                <IconCircle size={18} stroke={1.75} aria-hidden />
              )}
              <span>{index < done ? step.word : step.doing}</span>
              {index < done && <span className={classes.hidden}>, done</span>}
            </li>
          ))}
        </ol>
      ) : (
        <div className={classes.failed} role="alert">
          <p>
            <b>This video cannot be used.</b>
          </p>
          <p>{failure.detail}</p>
        </div>
      )}
      <p className={classes.hidden} role="status">
        {failure === undefined ? (STEPS[Math.min(done, STEPS.length - 1)]?.doing ?? "") : ""}
      </p>
      {media !== undefined && (
        <p className={classes.note}>
          {Math.round(media.durationSeconds)} s · {media.renditions.map(({ name: one }) => one).join(" and ")}{" "}
          ·{" "}
          {media.preview.kind === "gif"
            ? `moving preview of ${size(media.preview.bytes)}`
            : "still preview: no moving one stays small enough"}
        </p>
      )}
      <Button className={classes.other} onClick={clearUpload}>
        {failure === undefined ? "Use another video" : "Choose another file"}
      </Button>
    </>
  );
}
