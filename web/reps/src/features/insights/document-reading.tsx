import { IconFileText } from "@tabler/icons-react";
import { Panel } from "../../ui/panel.tsx";
import { documentsRead } from "./documents-read.ts";
import classes from "./hcp-overview.module.css";
import type { VersionInsight } from "./watch-picture.ts";

/** What was read of documents, in words: how long their pages were looked at, and whether the PDF was opened. */
export function DocumentReading({ versions }: { readonly versions: readonly VersionInsight[] }) {
  const read = documentsRead(versions);
  if (read.length === 0) return null;
  return (
    <Panel title="Documents" note="Visible and active seconds. Attention, not agreement.">
      <ul className={classes.documents}>
        {read.map(({ versionId, title, words }) => (
          <li key={versionId}>
            <IconFileText size={16} stroke={1.75} aria-hidden />
            <span>
              <b>{title}</b> <span className={classes.small}>{words}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
