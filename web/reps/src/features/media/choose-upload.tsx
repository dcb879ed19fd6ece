import { IconUpload } from "@tabler/icons-react";
import { ChooseFile, FileDrop } from "../../ui/file-drop.tsx";
import classes from "./upload-panel.module.css";

type OnFile = (file: File | undefined) => void;

/** Where a video or a PDF is dropped or chosen. */
export function UploadDrop({ onFile }: { readonly onFile: OnFile }) {
  return (
    <FileDrop onFile={onFile}>
      <IconUpload size={24} stroke={1.5} aria-hidden />
      <p>Drop a video or a PDF here</p>
      <ChooseUpload word="Choose a file" onFile={onFile} />
      <p className={classes.note}>Video: MP4, MOV, M4V or WebM, at most 500 MB and 10 minutes</p>
      <p className={classes.note}>PDF: at most 20 MB and 60 pages</p>
    </FileDrop>
  );
}

const ACCEPTED = "video/*,.mp4,.mov,.m4v,.webm,application/pdf,.pdf";

/** A button that opens the choice of a video or a PDF. */
export function ChooseUpload({ word, onFile }: { readonly word: string; readonly onFile: OnFile }) {
  return <ChooseFile word={word} kind="Video or PDF file" accept={ACCEPTED} onFile={onFile} />;
}
