import { Progress } from "@mantine/core";
import { IconAlertCircle, IconTableImport } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useClient } from "../../app/api.tsx";
import { ChooseFile, FileDrop } from "../../ui/file-drop.tsx";
import { Problem } from "../../ui/problem.tsx";
import classes from "./import-drop.module.css";
import { problemWithFile } from "./refused-file.ts";
import { sendImport } from "./send-import.ts";

/** Takes a CSV file, says at once what speaks against it, sends it and opens its report. */
export function ImportDrop() {
  const client = useClient();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [sending, setSending] = useState<{ readonly file: File; readonly share: number }>();

  const take = async (file: File | undefined) => {
    if (file === undefined || sending !== undefined) return;
    setError(undefined);
    const problem = problemWithFile(file, await file.slice(0, 4096).text());
    setRefused(problem);
    if (problem !== undefined) return;
    setSending({ file, share: 0 });
    try {
      const importId = await sendImport(client, file, (share) => setSending({ file, share }));
      await navigate({ to: "/imports/$importId", params: { importId } });
    } catch (failure) {
      setError(failure);
      setSending(undefined);
    }
  };
  return (
    <div className={classes.place}>
      <FileDrop onFile={(file) => void take(file)}>
        <IconTableImport size={24} stroke={1.5} aria-hidden />
        {sending === undefined ? (
          <>
            <p>Drop a CSV file of HCPs here</p>
            <ChooseFile
              word="Choose a CSV file"
              kind="CSV file"
              accept=".csv,text/csv"
              filled
              field={input}
              onFile={(file) => void take(file)}
            />
            <p className={classes.note}>
              UTF-8 with commas, at most 10 000 rows and 20 MB. Known people are brought up to date by their
              external id.
            </p>
          </>
        ) : (
          <>
            <p role="status">Sending {sending.file.name}</p>
            <Progress className={classes.progress} value={sending.share * 100} aria-label="Upload" />
          </>
        )}
      </FileDrop>
      {refused !== undefined && (
        <p className={classes.refused} role="alert">
          <IconAlertCircle size={16} stroke={1.75} aria-hidden /> {refused}
        </p>
      )}
      {error !== undefined && <Problem error={error} onRetry={() => input.current?.click()} />}
    </div>
  );
}
