import { Button } from "@mantine/core";
import { IconCheck, IconCopy, IconFingerprint } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./version-facts.module.css";
import { shortHash } from "./version-words.tsx";

/** The hash of what is signed: short to compare by eye, whole to copy. */
export function CopyHash({ sha256 }: { readonly sha256: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(sha256);
    setCopied(true);
  };
  return (
    <p className={classes.hash}>
      <IconFingerprint size={16} stroke={1.75} aria-hidden />
      <code title={sha256}>{shortHash(sha256)}</code>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label="Copy the whole SHA-256"
        leftSection={
          copied ? (
            <IconCheck size={14} stroke={1.75} aria-hidden />
          ) : (
            <IconCopy size={14} stroke={1.75} aria-hidden />
          )
        }
        onClick={() => void copy()}
      >
        {copied ? "Copied" : "Copy"}
      </Button>
    </p>
  );
}
