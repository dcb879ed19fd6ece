import { Button } from "@mantine/core";
import { type DragEvent, type ReactNode, type RefObject, useRef, useState } from "react";
import classes from "./file-drop.module.css";

type OnFile = (file: File | undefined) => void;

/** A place where a file is dropped; what stands in it offers a {@link ChooseFile} too, because not everybody can drag. */
export function FileDrop({ onFile, children }: { readonly onFile: OnFile; readonly children: ReactNode }) {
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
      {children}
    </div>
  );
}

/** A button that opens the choice of a file. `kind` is the accessible name of the field, `accept` its file types. */
export function ChooseFile(props: {
  readonly word: string;
  readonly kind: string;
  readonly accept: string;
  readonly filled?: boolean;
  readonly onFile: OnFile;
  /** For somebody who opens the choice from elsewhere, as a retry does. */
  readonly field?: RefObject<HTMLInputElement | null>;
}) {
  const { word, kind, accept, filled = false, onFile, field } = props;
  const own = useRef<HTMLInputElement>(null);
  const input = field ?? own;
  return (
    <>
      <input
        ref={input}
        className={classes.input}
        type="file"
        accept={accept}
        aria-label={kind}
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          onFile(currentTarget.files?.[0]);
          // the same file may be chosen again
          currentTarget.value = "";
        }}
      />
      <Button variant={filled ? "filled" : "default"} onClick={() => input.current?.click()}>
        {word}
      </Button>
    </>
  );
}
