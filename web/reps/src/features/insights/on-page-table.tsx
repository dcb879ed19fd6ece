import { IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Hcp } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { VersionChip } from "../../ui/chip.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { day, duration } from "../../ui/time.ts";
import classes from "./hcp-overview.module.css";
import type { PageItem } from "./use-page-items.ts";
import type { VersionInsight } from "./watch-picture.ts";

/** What is on the HCP's page; with what was used of it where viewing is shared. */
export function OnPageTable(props: {
  readonly hcp: Hcp;
  readonly items: readonly PageItem[];
  readonly viewed: readonly VersionInsight[] | undefined;
  readonly mayArrange: boolean;
}) {
  const { hcp, items, viewed, mayArrange } = props;
  const now = useNow();
  return (
    <Panel
      title="On the page"
      {...(items.length === 0 ? {} : { note: `${items.length} ${items.length === 1 ? "piece" : "pieces"}` })}
      actions={
        mayArrange && (
          <LinkButton
            size="compact-md"
            to="/hcps/$hcpId/page"
            params={{ hcpId: hcp.hcpId }}
            leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
          >
            Arrange
          </LinkButton>
        )
      }
    >
      {items.length === 0 ? (
        <EmptyLine>Nothing is on this page yet.</EmptyLine>
      ) : (
        <table className={classes.pieces}>
          <caption className="visually-hidden">What is on the page</caption>
          <thead>
            <tr>
              <th scope="col">Piece</th>
              <th scope="col">Version</th>
              {viewed !== undefined && <th scope="col">Last used</th>}
              {viewed !== undefined && (
                <th scope="col" data-number>
                  Active time
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {items.map(({ versionId, title, version }) => {
              const used = viewed?.find((one) => one.versionId === versionId);
              return (
                <tr key={versionId}>
                  <th scope="row">
                    <Link to="/library/$versionId" params={{ versionId } as never}>
                      {title}
                    </Link>
                  </th>
                  <td>{version === undefined ? "–" : <VersionChip>{version}</VersionChip>}</td>
                  {viewed !== undefined && (
                    <td {...(used === undefined ? {} : { "data-label": "last used " })}>
                      {used === undefined ? "not used yet" : day(used.lastAt, { zone: hcp.timeZone, now })}
                    </td>
                  )}
                  {viewed !== undefined && (
                    <td data-number {...(used === undefined ? {} : { "data-label": "active " })}>
                      {used === undefined || used.activeSeconds < 1 ? "–" : duration(used.activeSeconds)}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
