import { Button } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import classes from "./upload-panel.module.css";

/** Where a video is dropped or chosen. */
export function Drop({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
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

/** A button that opens the choice of a file. */
export function Choose({
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
