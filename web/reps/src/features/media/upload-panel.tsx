import { Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useClient } from "../../app/api.tsx";
import { Problem } from "../../ui/problem.tsx";
import { size } from "../../ui/size.ts";
import { ChooseUpload, UploadDrop } from "./choose-upload.tsx";
import { OnItsWay } from "./on-its-way.tsx";
import { Left, Sending } from "./sending.tsx";
import { kindOfFile } from "./upload.ts";
import classes from "./upload-panel.module.css";
import { clearUpload, findLeftUpload, resumeUpload, startUpload, useUpload } from "./upload-store.ts";

const LARGEST = { film: 500_000_000, document: 20_000_000 } as const;

/** A file on its way: dropped or chosen, sent, checked, made into films or taken as it is. */
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
        The file
      </h2>
      {upload.step === "none" && <UploadDrop onFile={take} />}
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
      {upload.step === "left" && (
        <>
          <p>
            The upload of <b>{upload.name}</b> is not finished. How far it came could not be read; what
            arrived is kept.
          </p>
          <Problem error={upload.error} onRetry={() => void findLeftUpload(client)} />
          <ChooseUpload word="Choose the same file" onFile={take} />
          <Button onClick={clearUpload}>Choose another file</Button>
        </>
      )}
      {upload.step === "sent" && <OnItsWay upload={upload} />}
    </section>
  );
}

/** What can be said before a byte is sent. */
function problemWith(file: File): string | undefined {
  const kind = kindOfFile(file.name);
  if (file.size === 0) return "The file is empty. Export it again and choose the new file.";
  if (file.size > LARGEST[kind])
    return kind === "document"
      ? `${size(file.size)} is more than 20 MB. Export the PDF with smaller pictures and choose it again.`
      : `${size(file.size)} is more than 500 MB. Export the video at 1080p or lower and choose it again.`;
  if (kind === "film" && file.type !== "" && !file.type.startsWith("video/"))
    return "This is not a video or a PDF. Choose an MP4, MOV, M4V, WebM or PDF file.";
  return undefined;
}
