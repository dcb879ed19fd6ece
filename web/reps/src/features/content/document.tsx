import { IconExternalLink } from "@tabler/icons-react";
import { readingBlocks } from "../../../../../shared/model/reading-text.ts";
import { useCall } from "../../app/api.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Problem } from "../../ui/problem.tsx";
import { size } from "../../ui/size.ts";
import classes from "./document.module.css";

/** A document as an HCP reads it, and the way to its PDF. */
export function Document(props: {
  readonly versionId: string;
  readonly text: string;
  /** Whether its file is there to be opened. */
  readonly ready: boolean;
  /** In the place of the way to the file, where it is not. */
  readonly missing: string;
}) {
  const { versionId, text, ready, missing } = props;
  return (
    <Panel
      title="Text for reading"
      note="stands on the page as it is here"
      actions={ready ? <OpenFile versionId={versionId} /> : undefined}
    >
      {!ready && missing !== "" && <p className={classes.missing}>{missing}</p>}
      <div className={classes.text}>
        {readingBlocks(text).map(({ kind, text: words }, index) =>
          kind === "heading" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text have no other name and never move
            <h3 key={index}>{words}</h3>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <p key={index}>{words}</p>
          ),
        )}
      </div>
    </Panel>
  );
}

/** Addresses live for a quarter of an hour at least. */
const RENEW_MS = 10 * 60_000;

function OpenFile({ versionId }: { readonly versionId: string }) {
  const file = useCall("readVersionFile", { params: { versionId } }, { every: RENEW_MS });
  if (file.data === undefined)
    return file.error === null ? null : <Problem error={file.error} onRetry={() => void file.refetch()} />;
  const { url, bytes, pages } = file.data;
  return (
    <a className={classes.open} href={url} target="_blank" rel="noreferrer">
      <IconExternalLink size={16} stroke={1.75} aria-hidden />
      Open the PDF ({pages === undefined ? "" : pages === 1 ? "1 page, " : `${pages} pages, `}
      {size(bytes)})
    </a>
  );
}
