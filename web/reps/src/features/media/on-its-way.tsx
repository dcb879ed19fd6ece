import { Button } from "@mantine/core";
import { IconCircle, IconCircleCheck, IconLoader2 } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useCall } from "../../app/api.tsx";
import { size } from "../../ui/size.ts";
import { STEPS, stepsDone } from "./asset-steps.ts";
import { kindOfFile, type Upload } from "./upload.ts";
import classes from "./upload-panel.module.css";
import { clearUpload } from "./upload-store.ts";

/** What becomes of a file that has arrived, step by step. */
export function OnItsWay({ upload }: { readonly upload: Extract<Upload, { step: "sent" }> }) {
  const { assetId, name, bytes } = upload;
  const [settled, setSettled] = useState(false);
  const asset = useCall("readAsset", { params: { assetId } }, { every: settled ? 0 : 2000 });
  const state = asset.data?.state ?? "uploaded";
  useEffect(() => setSettled(state === "ready" || state === "failed"), [state]);
  const done = stepsDone(state);
  const failure = asset.data?.failure;
  const media = asset.data?.media;
  const document = asset.data?.document;
  const kind = kindOfFile(name);
  const steps = STEPS[kind];
  return (
    <>
      <p className={classes.file}>
        <b>{name}</b>
        <span className={classes.note}>{size(bytes)}</span>
      </p>
      {failure === undefined ? (
        <ol className={classes.steps} aria-label="Steps">
          {steps.map((step, index) => (
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
            <b>This {kind === "document" ? "PDF" : "video"} cannot be used.</b>
          </p>
          <p>{failure.detail}</p>
        </div>
      )}
      <p className={classes.hidden} role="status">
        {failure === undefined ? (steps[Math.min(done, steps.length - 1)]?.doing ?? "") : ""}
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
      {document?.pages !== undefined && (
        <p className={classes.note}>{document.pages === 1 ? "1 page" : `${document.pages} pages`}</p>
      )}
      <Button className={classes.other} onClick={clearUpload}>
        {failure === undefined ? "Use another file" : "Choose another file"}
      </Button>
    </>
  );
}
