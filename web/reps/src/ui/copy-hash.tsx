import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy, IconFingerprint } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./copy-hash.module.css";

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
      <Tooltip label={copied ? "Copied" : "Copy the whole SHA-256"} openDelay={0}>
        <ActionIcon aria-label="Copy the whole SHA-256" onClick={() => void copy()}>
          {copied ? (
            <IconCheck size={16} stroke={1.75} aria-hidden />
          ) : (
            <IconCopy size={16} stroke={1.75} aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
      <span className="visually-hidden" role="status">
        {copied && "Copied"}
      </span>
    </p>
  );
}

/** `9f3c 71ab … e6b0`: enough of a hash to compare by eye. */
function shortHash(sha256: string): string {
  return `${sha256.slice(0, 4)} ${sha256.slice(4, 8)} … ${sha256.slice(-4)}`;
}
