import { IconUpload } from "@tabler/icons-react";
import { ChooseFile, FileDrop } from "../../ui/file-drop.tsx";
import classes from "./upload-panel.module.css";

type OnFile = (file: File | undefined) => void;

/** Where a video is dropped or chosen. */
export function VideoDrop({ onFile }: { readonly onFile: OnFile }) {
  return (
    <FileDrop onFile={onFile}>
      <IconUpload size={24} stroke={1.5} aria-hidden />
      <p>Drop a video here</p>
      <ChooseVideo word="Choose a file" onFile={onFile} />
      <p className={classes.note}>MP4, MOV, M4V or WebM, at most 500 MB and 10 minutes</p>
    </FileDrop>
  );
}

/** A button that opens the choice of a video. */
export function ChooseVideo({ word, onFile }: { readonly word: string; readonly onFile: OnFile }) {
  return <ChooseFile word={word} kind="Video file" accept="video/*,.mp4,.mov,.m4v,.webm" onFile={onFile} />;
}
